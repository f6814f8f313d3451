using BatchGen.Inference.Runtime;

namespace BatchGen.Inference.Chat;

/// <summary>Which template a model gets.</summary>
public static class ChatTemplates
{
    private static readonly ChatMessage[] Probe = [new("user", "?")];

    /// <summary>CodeGeeX4's for the chatglm architecture, else the file's own, else plain text.</summary>
    public static IChatTemplate For(IRuntimeModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (model.Info.Architecture == "chatglm")
            return new CodeGeeX4Template();
        return model.ApplyOwnChatTemplate(Probe) is null ? new PlainTemplate() : new OwnChatTemplate(model);
    }
}
