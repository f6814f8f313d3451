using BatchGen.Testing.Headers;

namespace BatchGen.Testing.Mutations;

/// <summary>Changes one key at a time: numbers at their edges, other types, other architectures and tokenizers, broken vocabularies.</summary>
internal sealed class KeyMutator(string architecture, int layers, int vocabulary, Random random)
{
    private static readonly long[] Numbers =
    [
        -1, 0, 0, 1, 1, 2, 2, 3, 4, 5, 7, 8, 16, 31, 32, 33, 34, 48, 63, 64, 65, 96, 128, 256, 318, 319, 320, 321, 512, 513, 1000, 1024, 1025,
        4096, 65_535, 65_536, 1 << 20, 1 << 27, int.MaxValue, uint.MaxValue,
    ];

    private static readonly string[] Texts =
    [
        "", "0", "none", "linear", "yarn", "longrope", "dynamic", "silu", "gelu", "{{ messages }}", "a", " ", "\n", "<|im_end|>", "[EMPTY_3]",
    ];

    /// <summary>What <c>llama_vocab::impl::load</c> tells apart.</summary>
    private static readonly string[] Tokenizers =
        ["llama", "bert", "gpt2", "t5", "rwkv", "plamo2", "gemma4", "hybriddna", "whitespace", "none", "no_vocab", "test", "sentencepiece"];

    private static readonly string[] PreTokenizers =
    [
        "default", "llama3", "llama-bpe", "deepseek-llm", "deepseek-coder", "deepseek-v3", "falcon", "mpt", "starcoder", "gpt-2", "refact", "command-r", "qwen2",
        "qwen35", "stablelm2", "olmo", "dbrx", "smaug-bpe", "poro-chat", "chatglm-bpe", "glm4", "viking", "jais", "tekken", "smollm", "codeshell", "bloom",
        "gpt3-finnish", "exaone", "exaone4", "chameleon", "minerva-7b", "megrez", "gpt-4o", "superbpe", "trillion", "bailingmoe", "llama4", "a.x-4.0",
        "midm-2.0", "kimi-k2", "hunyuan", "hunyuan-dense", "joyai-llm", "lfm2", "seed-coder", "grok-2", "afmoe", "minimax-m2", "youtu", "gemma4", "unknown",
    ];

    private static readonly string[] Tokens =
    [
        "", "", "t90", "t91", " ", "a b", "\n", "\\n", "Ċ", "▁", "[EMPTY_3]", "[EMPTY_90]", "<s>", "</s>", "<unk>", "<0x0A>", "<|im_end|>",
        "<|endoftext|>", "\u0001", "写",
    ];

    private static readonly string[] Merges = ["a b", "a", "", " ", "a  b", "a b a", "b Ċ", "ab a", " a", "写 a"];

    private readonly string[] _ownKeys = [.. KnownKeys.OfArchitecture.Select(key => $"{architecture}.{key}")];

    /// <returns>What was done, in a few words.</returns>
    public string Change(GgufHeaderBuilder header) => random.Next(12) switch
    {
        0 => Remove(header),
        1 => OtherArchitecture(header),
        2 => Choose(header, "tokenizer.ggml.model", Tokenizers),
        3 => Choose(header, "tokenizer.ggml.pre", PreTokenizers),
        4 => ChangeTokens(header),
        5 => ChangeColumn(header),
        6 => PutText(header),
        7 => PutList(header),
        8 => PutNumber(header, KnownKeys.OfTokenizer[random.Next(KnownKeys.OfTokenizer.Count)]),
        _ => PutNumber(header, _ownKeys[random.Next(_ownKeys.Length)]),
    };

    private string Remove(GgufHeaderBuilder header)
    {
        var name = header.KeyNames[random.Next(header.KeyNames.Count)];
        header.Without(name);
        return $"{name} removed";
    }

    private string OtherArchitecture(GgufHeaderBuilder header)
    {
        var other = KnownKeys.Architectures[random.Next(KnownKeys.Architectures.Count)];
        header.Key("general.architecture", other);
        foreach (var name in header.KeyNames.Where(name => name.StartsWith(architecture + ".", StringComparison.Ordinal)))
            header.Rename(name, other + name[architecture.Length..]);
        return $"as {other}";
    }

    private string Choose(GgufHeaderBuilder header, string key, string[] values)
    {
        var value = values[random.Next(values.Length)];
        header.Key(key, value);
        return $"{key} = {value}";
    }

    private string ChangeTokens(GgufHeaderBuilder header)
    {
        var tokens = Enumerable.Range(0, vocabulary + (random.Next(6) == 0 ? random.Next(-1, 2) : 0)).Select(token => $"t{token}").ToArray();
        var bytes = random.Next(2) == 0;
        for (var index = 0; bytes && index < 256; index++)
            tokens[index] = Models.ByteLevelAlphabet.Characters[index].ToString();
        for (var changes = random.Next(4); changes > 0; changes--)
            tokens[random.Next(tokens.Length)] = Tokens[random.Next(Tokens.Length)];
        header.Key("tokenizer.ggml.tokens", tokens);
        return $"{tokens.Length} tokens{(bytes ? " with all bytes" : "")}, among them '{string.Join("' '", tokens.Where(Tokens.Contains))}'";
    }

    private string ChangeColumn(GgufHeaderBuilder header)
    {
        switch (random.Next(3))
        {
            case 0:
                string[] merges = [.. Enumerable.Range(0, random.Next(5)).Select(_ => Merges[random.Next(Merges.Length)])];
                header.Key("tokenizer.ggml.merges", merges);
                return $"merges '{string.Join("' '", merges)}'";
            case 1:
                int[] types = [.. Enumerable.Range(0, vocabulary - (random.Next(4) == 0 ? 1 : 0)).Select(_ => random.Next(-1, 9))];
                header.Key("tokenizer.ggml.token_type", types);
                return $"{types.Length} token types at random";
            default:
                var scores = Enumerable.Range(0, vocabulary - (random.Next(4) == 0 ? 1 : 0)).Select(_ => random.Next(int.MinValue, int.MaxValue)).ToArray();
                header.Key("tokenizer.ggml.scores", scores);
                return $"{scores.Length} scores at random";
        }
    }

    private string PutText(GgufHeaderBuilder header)
    {
        var key = random.Next(2) == 0 ? $"{architecture}.rope.scaling.type" : header.KeyNames[random.Next(header.KeyNames.Count)];
        return Choose(header, key, Texts);
    }

    private string PutList(GgufHeaderBuilder header)
    {
        var key = random.Next(4) == 0 ? KnownKeys.OfTokenizer[random.Next(KnownKeys.OfTokenizer.Count)] : _ownKeys[random.Next(_ownKeys.Length)];
        int[] values = [.. Enumerable.Range(0, random.Next(5) == 0 ? random.Next(600) : layers).Select(_ => (int)Numbers[random.Next(Numbers.Length)])];
        switch (random.Next(6))
        {
            case 0:
                header.Key(key, values.Select(value => value / 3f).ToArray());
                return $"{key} = f32 [{string.Join(", ", values.Take(8))}] / 3 ({values.Length})";
            case 1:
                header.Key(key, values.Select(value => $"{value}").ToArray());
                return $"{key} = texts [{string.Join(", ", values.Take(8))}] ({values.Length})";
        }

        header.Key(key, values);
        return $"{key} = [{string.Join(", ", values.Take(8))}] ({values.Length})";
    }

    private string PutNumber(GgufHeaderBuilder header, string key)
    {
        var value = Numbers[random.Next(Numbers.Length)];
        switch (random.Next(12))
        {
            case 0:
                header.Key(key, (int)value);
                return $"{key} = i32 {(int)value}";
            case 1:
                header.Key(key, (ulong)value);
                return $"{key} = u64 {(ulong)value}";
            case 2:
                header.Key(key, value % 2 == 0);
                return $"{key} = {value % 2 == 0}";
            case 3 or 4:
                var number = random.Next(4) switch { 0 => float.NaN, 1 => float.PositiveInfinity, 2 => -value, _ => value / 3f };
                header.Key(key, number);
                return $"{key} = f32 {number}";
            default:
                header.Key(key, (uint)value);
                return $"{key} = {(uint)value}";
        }
    }
}
