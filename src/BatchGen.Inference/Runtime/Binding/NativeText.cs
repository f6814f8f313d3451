using System.Runtime.InteropServices;
using System.Text;

namespace BatchGen.Inference.Runtime.Binding;

/// <summary>Text across the boundary: UTF-8, ended by a zero byte.</summary>
public static unsafe class NativeText
{
    public static string Read(byte* text) => text is null ? "" : Marshal.PtrToStringUTF8((nint)text) ?? "";

    /// <summary>The bytes of <paramref name="text"/> with the closing zero that C needs.</summary>
    public static byte[] ToZeroTerminated(string text)
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(text) + 1];
        Encoding.UTF8.GetBytes(text, bytes);
        return bytes;
    }
}
