"""A Home Assistant with many faulty cameras at once, and what is seen of them."""
