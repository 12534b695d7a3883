//! What a bucket of tokens lets through, for any times at which it is asked.

#![expect(clippy::unwrap_used, reason = "in a test a panic is the message")]

use domain::velocity::{Bucket, Limit};
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;

const WINDOW_US: i64 = 60_000_000;

fn at(us: i64) -> Timestamp {
    Timestamp::from_microsecond(1_700_000_000_000_000 + us).unwrap()
}

#[test]
fn a_burst_of_a_whole_window_and_then_evenly() {
    let (limit, mut bucket) = (Limit::per_minute(6), Bucket::default());
    for _ in 0..6 {
        assert!(bucket.take(limit, 1, at(0)).is_ok());
    }
    let exhausted = bucket.take(limit, 1, at(0)).unwrap_err();
    assert_eq!(exhausted.wait, SignedDuration::from_secs(10));
    assert!(bucket.take(limit, 1, at(9_999_999)).is_err());
    assert!(bucket.take(limit, 1, at(10_000_000)).is_ok());
    assert!(bucket.take(limit, 1, at(10_000_000)).is_err());
}

#[test]
fn the_part_that_is_missing_is_that_of_its_own_window() {
    for limit in [Limit::per_minute(8), Limit::per_hour(8)] {
        let mut bucket = Bucket::default();
        assert_eq!(bucket.missing_millionths(limit, at(0)), 0);
        for taken in 1..=8 {
            bucket.take(limit, 1, at(0)).unwrap();
            assert_eq!(bucket.missing_millionths(limit, at(0)), taken * 125_000);
        }
        // Other instances have taken more than there was.
        bucket.drain_us(i64::MAX, at(0));
        assert_eq!(bucket.missing_millionths(limit, at(0)), 1_000_000);
    }
}

#[test]
fn many_tokens_are_taken_at_once_or_none() {
    let (limit, mut bucket) = (Limit::per_minute(60), Bucket::default());
    bucket.take(limit, 50, at(0)).unwrap();
    let before = bucket;
    assert_eq!(bucket.take(limit, 20, at(0)).unwrap_err().wait, SignedDuration::from_secs(10));
    assert_eq!(bucket, before);
    bucket.take(limit, 20, at(10_000_000)).unwrap();
    bucket.give_back(limit, 20);
    assert_eq!(bucket, before);
    // More than there can ever be is a full bucket.
    let mut full = Bucket::default();
    full.take(limit, 1_000, at(0)).unwrap();
    assert_eq!(full.missing_us(at(0)), WINDOW_US);
    assert!(full.take(limit, 1, at(0)).is_err());
}

proptest! {
    /// In a window of any beginning at most a full bucket and what flows back in it are let through.
    #[test]
    fn no_window_has_more_than_two_buckets(count in 1_u32..200, waits in prop::collection::vec(0_i64..3_000_000, 1..400)) {
        let (limit, mut bucket, mut now, mut passed) = (Limit::per_minute(count), Bucket::default(), 0, Vec::new());
        for wait in waits {
            now += wait;
            if bucket.take(limit, 1, at(now)).is_ok() {
                passed.push(now);
            }
        }
        for (index, first) in passed.iter().enumerate() {
            let within = passed[index..].iter().take_while(|time| **time < first + WINDOW_US).count();
            prop_assert!(within <= 2 * count as usize, "{within} of {count}");
        }
    }

    /// Whoever is refused and waits as long as was told is let through, and a microsecond before not.
    #[test]
    fn the_wait_is_exact(count in 1_u32..5_000, taken in 0_usize..6_000) {
        let (limit, mut bucket) = (Limit::per_hour(count), Bucket::default());
        for _ in 0..taken {
            let _ = bucket.take(limit, 1, at(0));
        }
        if let Err(exhausted) = bucket.look(limit, at(0)) {
            let wait_us = i64::try_from(exhausted.wait.as_micros()).unwrap();
            prop_assert!(bucket.look(limit, at(wait_us)).is_ok());
            prop_assert!(bucket.look(limit, at(wait_us - 1)).is_err());
        }
    }

    /// A refused take changes nothing, and a token that is given back is there again.
    #[test]
    fn nothing_is_lost(count in 1_u32..50, takes in 0_usize..100) {
        let (limit, mut bucket) = (Limit::per_minute(count), Bucket::default());
        for _ in 0..takes {
            let before = bucket;
            if bucket.take(limit, 1, at(0)).is_err() {
                prop_assert_eq!(bucket, before);
                continue;
            }
            let after = bucket;
            bucket.give_back(limit, 1);
            prop_assert!(bucket.take(limit, 1, at(0)).is_ok());
            prop_assert_eq!(bucket, after);
        }
    }

    /// What others took counts as if it had been taken here.
    #[test]
    fn two_buckets_add_up(count in 1_u32..500, here in 0_usize..500, there in 0_usize..500) {
        let limit = Limit::per_minute(count);
        let taken = |most: usize| {
            let mut bucket = Bucket::default();
            for _ in 0..most.min(count as usize) {
                bucket.take(limit, 1, at(0)).unwrap();
            }
            bucket
        };
        let (mut one, other) = (taken(here), taken(there));
        let sum = one.missing_us(at(0)) + other.missing_us(at(0));
        one.drain_us(other.missing_us(at(0)), at(0));
        prop_assert_eq!(one.missing_us(at(0)), sum);
    }

    /// A clock that goes back neither opens the limit nor fails.
    #[test]
    fn a_clock_may_go_back(count in 1_u32..100, times in prop::collection::vec(-WINDOW_US..WINDOW_US, 0..300)) {
        let (limit, mut bucket, mut passed) = (Limit::per_minute(count), Bucket::default(), 0_u32);
        for time in times {
            passed += u32::from(bucket.take(limit, 1, at(time)).is_ok());
        }
        prop_assert!(passed <= 3 * count, "{passed}");
    }
}
