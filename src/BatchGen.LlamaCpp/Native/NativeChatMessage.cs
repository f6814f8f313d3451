using System.Runtime.InteropServices;

namespace BatchGen.LlamaCpp.Native;

/// <summary><c>struct llama_chat_message</c>: two C strings.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeChatMessage
{
    public byte* Role;
    public byte* Content;
}
