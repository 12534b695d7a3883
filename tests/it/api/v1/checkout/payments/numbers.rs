//! Card numbers with a bank code of the simulator: a 9 as the 10th digit, then the code.

use crate::harness::{Card, assert_result, payment, shared, with_check_digit};

#[tokio::test]
async fn a_card_number_can_carry_its_refusal() {
    let gateway = shared();
    let mut till = gateway.till();
    // The example of the contract.
    let example = Card::new("4970103469012066");
    assert_result(&till.pay(&payment(&example, 1_100)).await, 201, "REFUSED", "01206");
    for (digits, title, code) in [
        ("497010346901119", "REFUSED", "01119"),
        ("497010346901116", "REFUSED", "01116"),
        ("497010346901100", "REFUSED", "01100"),
        ("497010346901108", "REFUSED", "01108"),
        ("497010346901131", "REFUSED", "01131"),
        ("497010346901109", "ERROR", "01109"),
        ("497010346901208", "REFUSED", "01208"),
        ("497010346901209", "REFUSED", "01209"),
        ("497010346901912", "ERROR", "01912"),
        ("513734001901119", "REFUSED", "01119"),
        ("547643099901116", "REFUSED", "01116"),
    ] {
        let card = Card::new(&with_check_digit(digits));
        let (paid, read) = till.pay_and_read(&payment(&card, 1_101)).await;
        assert_result(&paid, 201, title, code);
        assert_result(&read, 200, title, code);
    }
}

#[tokio::test]
async fn other_numbers_carry_none() {
    let gateway = shared();
    let mut till = gateway.till();
    for digits in [
        // No 9 in the 10th place.
        "497010346801100",
        // A 9, and a code that is not of the bank.
        "497010346902001",
        "497010346900000",
    ] {
        let card = Card::new(&with_check_digit(digits));
        assert_result(&till.pay(&payment(&card, 1_102)).await, 201, "ACCEPTED", "00000");
    }
}
