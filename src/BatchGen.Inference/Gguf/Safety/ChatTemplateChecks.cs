using BatchGen.Inference.Chat;
using BatchGen.Inference.Runtime;
using BatchGen.Inference.Sentences;

namespace BatchGen.Inference.Gguf.Safety;

/// <summary>A chat template that cannot be rendered is said before anybody sends messages: another one in its place would change every answer.</summary>
internal static class ChatTemplateChecks
{
    public const string Key = "tokenizer.chat_template";

    public static bool HasOne(GgufFile file) =>
        file.Metadata.Architecture == ChatTemplates.CodeGeeXArchitecture || file.Metadata.FindString(Key) is not null;

    public static void Check(GgufFile file)
    {
        var metadata = file.Metadata;
        if (metadata.Architecture == ChatTemplates.CodeGeeXArchitecture || metadata.FindString(Key) is not { } source)
            return;
        try
        {
            _ = new OwnChatTemplate(source, Special(metadata), TimeProvider.System);
        }
        catch (PromptException refusal)
        {
            throw new GgufException(GgufErrorCodes.TemplateUnsupported, InvariantText.Of($"{refusal.Message}"), key: Key);
        }
    }

    private static SpecialTexts Special(GgufMetadata metadata)
    {
        var tokens = metadata.FindTexts(VocabularyChecks.TokensKey);
        return new SpecialTexts(Text(metadata, tokens, "tokenizer.ggml.bos_token_id"), Text(metadata, tokens, "tokenizer.ggml.eos_token_id"));
    }

    private static string Text(GgufMetadata metadata, GgufTexts? tokens, string key) =>
        metadata.FindInteger(key) is { } id && tokens?.TextAt(id) is { } text ? text : "";
}
