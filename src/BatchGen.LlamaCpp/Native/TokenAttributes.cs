namespace BatchGen.LlamaCpp.Native;

/// <summary><c>enum llama_token_attr</c>, the bits that make a token special.</summary>
[Flags]
internal enum TokenAttributes
{
    None = 0,
    Control = 1 << 3,
    UserDefined = 1 << 4,
}
