namespace BatchGen.LlamaCpp.Native;

/// <summary><c>enum llama_vocab_type</c>: only "this file has no tokenizer" matters here.</summary>
internal enum VocabularyType
{
    None = 0,
}
