//! The collections of points of sale and of payment methods. A merchant has at most some hundreds of them, so all are read, and sorted
//! and cut in memory.

use std::cmp::Ordering;

use document::{Text, record};
use domain::merchant::{Activity, Mcc, PointOfSale};
use gateway::ports::DescribedMethod;
use primitives::Reference;

use crate::api::v1::collection::{Counts, PageIndex, PageSize, Sort, SortField, Window, sort_field};

sort_field! {
    /// What points of sale may be sorted by.
    enum ShopField { Reference = "reference", Name = "name", }
}

record! {
    pub(super) struct PointsOfSaleQuery as "PointsOfSaleQuery" {
        /// The number of points of sale of a page. 20 where it is absent.
        size: Option<PageSize> = "size",
        /// The index of the page, from 0, which is also the default.
        page: Option<PageIndex> = "page",
        /// A field and a direction; ascending where there is no direction. It may be repeated. Ties are broken by the reference.
        sort: Option<Vec<Sort<ShopField>>> = "sort",
        /// The whole name.
        name: Option<Text<1, 50>> = "name",
        mcc: Option<Mcc> = "mcc",
        status: Option<Activity> = "status",
    }
}

sort_field! {
    /// What payment methods may be sorted by.
    enum MethodField { Id = "id", InstrumentType = "paymentInstrumentType.code", }
}

record! {
    pub(super) struct PaymentMethodsQuery as "PaymentMethodsQuery" {
        /// The number of payment methods of a page. 20 where it is absent.
        size: Option<PageSize> = "size",
        /// The index of the page, from 0, which is also the default.
        page: Option<PageIndex> = "page",
        /// A field and a direction; ascending where there is no direction. It may be repeated. Ties are broken by the id.
        sort: Option<Vec<Sort<MethodField>>> = "sort",
        instrument_type: Option<Reference> = "paymentInstrumentType.code",
        status: Option<Activity> = "status",
    }
}

/// A page of a collection, and its place there.
pub(super) struct Page<T> {
    pub(super) counts: Counts,
    pub(super) found: Vec<T>,
}

impl PointsOfSaleQuery {
    /// Returns the page of all points of sale of a merchant, which come in the order of their references.
    pub(super) fn page(self, all: Vec<PointOfSale>) -> Page<PointOfSale> {
        let is_wanted = |one: &PointOfSale| {
            self.name.as_ref().is_none_or(|name| name.as_str() == one.name)
                && self.mcc.as_ref().is_none_or(|mcc| *mcc == one.settings.mcc())
                && self.status.is_none_or(|status| status == Activity::of(one.is_active()))
        };
        let order = |field: ShopField, one: &PointOfSale, other: &PointOfSale| match field {
            ShopField::Reference => one.reference.as_str().cmp(other.reference.as_str()),
            ShopField::Name => one.name.cmp(&other.name),
        };
        page(all, is_wanted, self.sort.as_deref(), order, Window::of(self.size, self.page))
    }
}

impl PaymentMethodsQuery {
    /// Returns the page of all payment methods of a point of sale, which come in the order of their ids.
    pub(super) fn page(self, all: Vec<DescribedMethod>) -> Page<DescribedMethod> {
        let is_wanted = |one: &DescribedMethod| {
            self.instrument_type.as_ref().is_none_or(|code| *code == one.method.instrument_type)
                && self.status.is_none_or(|status| status == Activity::of(one.method.is_active()))
        };
        let order = |field: MethodField, one: &DescribedMethod, other: &DescribedMethod| {
            let (one, other) = (&one.method, &other.method);
            match field {
                MethodField::Id => one.id.as_str().cmp(other.id.as_str()),
                MethodField::InstrumentType => {
                    one.instrument_type.as_str().cmp(other.instrument_type.as_str())
                }
            }
        };
        page(all, is_wanted, self.sort.as_deref(), order, Window::of(self.size, self.page))
    }
}

/// Filters, sorts and cuts. Sorting is stable, so that ties stay in the order in which all of them came.
fn page<T, F: SortField>(
    mut all: Vec<T>,
    is_wanted: impl Fn(&T) -> bool,
    sort: Option<&[Sort<F>]>,
    order: impl Fn(F, &T, &T) -> Ordering,
    window: Window,
) -> Page<T> {
    all.retain(is_wanted);
    let directed = |sort: &Sort<F>, one: &T, other: &T| {
        let order = order(sort.field, one, other);
        if sort.is_descending() { order.reverse() } else { order }
    };
    all.sort_by(|one, other| {
        let keys = sort.unwrap_or_default().iter().map(|sort| directed(sort, one, other));
        keys.fold(Ordering::Equal, Ordering::then)
    });
    let total = all.len();
    let found = window.cut(all);
    Page { counts: Counts::of(window, found.len(), total), found }
}
