namespace BatchGen.Inference.Chat;

/// <param name="Role">system, user, assistant or tool (llama.cpp templates and OpenAI use these names).</param>
public sealed record ChatMessage(string Role, string Content);
