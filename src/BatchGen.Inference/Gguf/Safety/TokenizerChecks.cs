using System.Globalization;

namespace BatchGen.Inference.Gguf.Safety;

/// <summary>
/// What each tokenizer takes for granted of its vocabulary. Observed on both releases by the run of damaged files
/// (tests/BatchGen.Benchmarks, "mutations"): without it the first text with an unusual character ends the process, or tokenizing never ends.
/// </summary>
internal static class TokenizerChecks
{
    private const int ByteTokenType = 6;
    private const int Bytes = 256;

    private const string ModelKey = "tokenizer.ggml.model";
    private const string TypesKey = "tokenizer.ggml.token_type";
    private const string CharacterMapKey = "tokenizer.ggml.precompiled_charsmap";

    public static void Check(GgufMetadata metadata, string model, GgufTexts tokens)
    {
        switch (model)
        {
            case "llama":
                RequireByteTokens(tokens);
                break;
            case "rwkv":
                RequireFirstBytes(tokens);
                break;
            case "bert":
                RefuseByteTokens(metadata);
                break;
            case "t5":
                RequireCharacterMap(metadata);
                break;
        }
    }

    /// <summary>
    /// What no token has is written in bytes, "&lt;0x0A&gt;" or the character itself (llama_vocab::byte_to_token); a byte without a token is an
    /// exception that nobody catches.
    /// </summary>
    private static void RequireByteTokens(GgufTexts tokens)
    {
        var found = new bool[Bytes];
        foreach (var token in tokens)
        {
            if (ByteOf(token.Span) is { } value)
                found[value] = true;
        }

        if (Array.IndexOf(found, false) is >= 0 and var missing)
            throw Refusal.Value(VocabularyChecks.TokensKey, $"has no token for the byte 0x{missing:X2}; llama.cpp ends at the first text that needs it.");
    }

    private static int? ByteOf(ReadOnlySpan<byte> token)
    {
        if (token.Length == 1)
            return token[0];
        if (token is not [(byte)'<', (byte)'0', (byte)'x', var high, var low, (byte)'>'])
            return null;
        if (char.IsAsciiLetterLower((char)high) || char.IsAsciiLetterLower((char)low))
            return null;
        return int.TryParse([(char)high, (char)low], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) ? value : null;
    }

    /// <summary>llm_tokenizer_rwkv takes the longest token; where a text begins like one and none fits, it starts again at the same place, for ever.</summary>
    private static void RequireFirstBytes(GgufTexts tokens)
    {
        var begun = new bool[Bytes];
        var whole = new bool[Bytes];
        foreach (var token in tokens)
        {
            var text = RwkvText.Unescape(token.Span);
            if (text.Count == 0)
                continue;
            begun[text[0]] = true;
            whole[text[0]] |= text.Count == 1;
        }

        for (var value = 0; value < Bytes; value++)
        {
            if (begun[value] && !whole[value])
            {
                throw Refusal.Value(
                    VocabularyChecks.TokensKey, $"has tokens that begin with the byte 0x{value:X2} and none that is it; llama.cpp would never end.");
            }
        }
    }

    /// <summary>llama_vocab::token_to_byte aborts.</summary>
    private static void RefuseByteTokens(GgufMetadata metadata)
    {
        if (!metadata.TryGet(TypesKey, out var types) || !types.IsArray || !GgufValueTypes.IsInteger(types.ElementType))
            return;
        for (var token = 0L; token < types.Count; token++)
        {
            if (types.IntegerAt(token) == ByteTokenType)
                throw Refusal.Value(TypesKey, $"says that the token {token} is a byte, which '{ModelKey}' bert does not have; llama.cpp aborts on that.");
        }
    }

    /// <summary>An assertion in b10221; the newer release refuses the file.</summary>
    private static void RequireCharacterMap(GgufMetadata metadata)
    {
        if (metadata.TryGet(CharacterMapKey, out var map) && map is not { IsArray: true, ElementType: GgufValueType.I8 or GgufValueType.U8 })
            throw Refusal.Value(CharacterMapKey, "must be a list of bytes; llama.cpp aborts on anything else.");
    }
}

/// <summary>RWKV's vocabularies write bytes as in a Python literal.</summary>
internal static class RwkvText
{
    public static List<byte> Unescape(ReadOnlySpan<byte> escaped)
    {
        var bytes = new List<byte>(escaped.Length);
        for (var at = 0; at < escaped.Length; at++)
        {
            if (escaped[at] != '\\' || at + 1 == escaped.Length)
            {
                if (escaped[at] != '\\')
                    bytes.Add(escaped[at]);
                continue;
            }

            at++;
            if (escaped[at] != 'x')
            {
                bytes.Add(escaped[at] switch { (byte)'t' => (byte)'\t', (byte)'n' => (byte)'\n', (byte)'r' => (byte)'\r', var other => other });
                continue;
            }

            // Two digits; a code that is cut off gives nothing, as in llama_unescape_rwkv_token.
            if (at + 2 < escaped.Length)
                bytes.Add((byte)((DigitOf(escaped[at + 1]) << 4) + DigitOf(escaped[at + 2])));
            at += 2;
        }

        return bytes;
    }

    private static int DigitOf(byte character) => character >= 'a' ? character - 'a' + 10 : character - '0';
}
