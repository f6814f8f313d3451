namespace BatchGen.LlamaCpp.Native;

/// <summary><c>llama_token</c>.</summary>
internal readonly record struct TokenId(int Value);
