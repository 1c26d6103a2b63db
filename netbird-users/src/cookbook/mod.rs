#![doc = include_str!("recipes.md")]

#[doc = include_str!("roles.md")]
pub mod roles {}

#[doc = include_str!("errors.md")]
pub mod errors {}
