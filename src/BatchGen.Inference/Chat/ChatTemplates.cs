using BatchGen.Inference.Runtime;

namespace BatchGen.Inference.Chat;

/// <summary>Which template a model gets.</summary>
public static class ChatTemplates
{
    /// <summary>The architecture whose prompt is known here better than by its files.</summary>
    public const string CodeGeeXArchitecture = "chatglm";

    /// <summary>CodeGeeX4's for the chatglm architecture, else the file's own, else plain text.</summary>
    /// <exception cref="PromptException">The file's own cannot be rendered (chat_template_unsupported).</exception>
    public static IChatTemplate For(IRuntimeModel model, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (model.Info.Architecture == CodeGeeXArchitecture)
            return new CodeGeeX4Template();
        return model.Info.ChatTemplate is { } source ? new OwnChatTemplate(source, model.Info.SpecialTexts, time) : new PlainTemplate();
    }
}
