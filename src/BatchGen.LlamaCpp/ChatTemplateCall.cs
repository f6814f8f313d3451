using System.Runtime.InteropServices;
using System.Text;
using BatchGen.Inference.Chat;
using BatchGen.LlamaCpp.Native;

namespace BatchGen.LlamaCpp;

/// <summary>One call of llama.cpp's template renderer. It knows templates by their pattern and runs no Jinja.</summary>
internal static unsafe class ChatTemplateCall
{
    /// <returns>Null if the renderer does not know the template.</returns>
    public static string? Render(string template, IReadOnlyList<ChatMessage> messages)
    {
        var texts = new NativeTexts();
        try
        {
            var chat = messages.Select(message => new NativeChatMessage { Role = texts.Add(message.Role), Content = texts.Add(message.Content) }).ToArray();
            return Render(texts.Add(template), chat, texts.ByteCount);
        }
        finally
        {
            texts.Free();
        }
    }

    private static string? Render(byte* template, NativeChatMessage[] chat, int capacity)
    {
        fixed (NativeChatMessage* first = chat)
        {
            var rendered = new byte[capacity];
            var length = Call(template, first, chat.Length, rendered);
            if (length > rendered.Length)
            {
                rendered = new byte[length];
                length = Call(template, first, chat.Length, rendered);
            }

            return length < 0 ? null : Encoding.UTF8.GetString(rendered, 0, length);
        }
    }

    private static int Call(byte* template, NativeChatMessage* chat, int count, byte[] rendered)
    {
        fixed (byte* buffer = rendered)
            return LlamaApi.ChatApplyTemplate(template, chat, (nuint)count, openAssistantTurn: 1, buffer, rendered.Length);
    }

    /// <summary>C strings that live until the call is over.</summary>
    private sealed class NativeTexts
    {
        private readonly List<nint> _texts = [];

        public int ByteCount { get; private set; }

        public byte* Add(string text)
        {
            var native = Marshal.StringToCoTaskMemUTF8(text);
            _texts.Add(native);
            ByteCount += Encoding.UTF8.GetByteCount(text) + 1;
            return (byte*)native;
        }

        public void Free() => _texts.ForEach(Marshal.FreeCoTaskMem);
    }
}
