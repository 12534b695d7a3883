//! The commands, with their words of help.

use clap::{Parser, Subcommand};

use super::{
    audit, buyer, export, flags::Where, keys, link, merchant, notifications, payment_method, payout,
    point_of_sale, remittance, retention, sandbox_token,
};

/// An independent payment gateway, compatible with the Monext Retail API.
#[derive(Parser)]
#[command(name = "guichet", version, arg_required_else_help = true)]
pub(super) struct Cli {
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Subcommand)]
pub(super) enum Command {
    /// Run the gateway.
    Serve(Where),
    /// Run the gateway, play a buyer against it step by step, then keep serving, with a shop for your browser.
    Demo {
        #[command(flatten)]
        place: Where,
        /// Exit after the last step, without the shop.
        #[arg(long)]
        once: bool,
    },
    /// Manage merchants.
    Merchant {
        #[command(flatten)]
        place: Where,
        /// One JSON document on stdout, for machines.
        #[arg(long, global = true)]
        json: bool,
        #[command(subcommand)]
        action: merchant::Action,
    },
    /// Manage points of sale: what they are, and how they want their sessions and their payment page.
    PointOfSale {
        #[command(flatten)]
        place: Where,
        /// One JSON document on stdout, for machines.
        #[arg(long, global = true)]
        json: bool,
        #[command(subcommand)]
        action: point_of_sale::Action,
    },
    /// List payment links, and draw one as a QR code.
    Link {
        #[command(flatten)]
        place: Where,
        /// One JSON document on stdout, for machines.
        #[arg(long, global = true)]
        json: bool,
        #[command(subcommand)]
        action: link::Action,
    },
    /// Manage the payment methods of points of sale.
    PaymentMethod {
        #[command(flatten)]
        place: Where,
        /// One JSON document on stdout, for machines.
        #[arg(long, global = true)]
        json: bool,
        #[command(subcommand)]
        action: payment_method::Action,
    },
    /// See what merchants were told, and tell them again.
    Notifications {
        #[command(flatten)]
        place: Where,
        /// One JSON document on stdout, for machines.
        #[arg(long, global = true)]
        json: bool,
        #[command(subcommand)]
        action: notifications::Action,
    },
    /// List what went to the bank, and export it for accountants.
    Remittance {
        #[command(flatten)]
        place: Where,
        /// One JSON document on stdout, for machines.
        #[arg(long, global = true)]
        json: bool,
        #[command(subcommand)]
        action: remittance::Action,
    },
    /// Export the transfers of a day for the bank, and set the accounts that they are paid from.
    Payout {
        #[command(flatten)]
        place: Where,
        /// One JSON document on stdout, for machines: of `list`.
        #[arg(long, global = true)]
        json: bool,
        #[command(subcommand)]
        action: payout::Action,
    },
    /// Write what a merchant has to a file or to stdout, for accountants and programs.
    Export {
        #[command(flatten)]
        place: Where,
        #[command(subcommand)]
        action: export::Action,
    },
    /// See for how long data are kept, and forget now what is due.
    Retention {
        #[command(flatten)]
        place: Where,
        /// One JSON document on stdout, for machines.
        #[arg(long, global = true)]
        json: bool,
        #[command(subcommand)]
        action: retention::Action,
    },
    /// Erase what is kept of one buyer.
    Buyer {
        #[command(flatten)]
        place: Where,
        /// One JSON document on stdout, for machines.
        #[arg(long, global = true)]
        json: bool,
        #[command(subcommand)]
        action: buyer::Action,
    },
    /// Make the token of a wallet on a buyer's device, for a developer without one. Sandbox only.
    SandboxToken {
        #[command(flatten)]
        place: Where,
        #[command(subcommand)]
        action: sandbox_token::Action,
    },
    /// Print what this installation is, and the rows and bytes of each kind of data in its store.
    Status {
        #[command(flatten)]
        place: Where,
        /// Count every row, and read all of a large store for the sizes: without it large numbers are estimates.
        #[arg(long)]
        exact: bool,
        /// One JSON document, for machines.
        #[arg(long)]
        json: bool,
    },
    /// See who did what, when and from where, and whether somebody has changed that.
    Audit {
        #[command(flatten)]
        place: Where,
        /// One JSON document on stdout, for machines.
        #[arg(long, global = true)]
        json: bool,
        #[command(subcommand)]
        action: audit::Action,
    },
    /// See the keys under which cards and secrets are sealed, rotate them, and split the master key.
    Keys {
        #[command(flatten)]
        place: Where,
        /// One JSON document on stdout, for machines.
        #[arg(long, global = true)]
        json: bool,
        #[command(subcommand)]
        action: keys::Action,
    },
    /// Check settings, store, keys and clock, and say what to do.
    Doctor(Where),
    /// Print the settings in force and where each comes from, secrets masked.
    Config {
        #[command(flatten)]
        place: Where,
        /// One JSON document, for machines.
        #[arg(long)]
        json: bool,
    },
}
