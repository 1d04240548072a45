"""Whether the CPF register knows people as we do: pure rules and the advice that follows from them."""
