using System.Text;
using System.Text.Json;
using BatchGen.Batches.Data;
using BatchGen.Engine.Client;
using BatchGen.Testing;
using BatchGen.Web.CommandLine;
using BatchGen.Web.CommandLine.Servers;
using BatchGen.Web.Tests.Access;
using BatchGen.Web.Tests.Fakes;
using BatchGen.Web.Tests.Hosting;
using BatchGen.Web.Tests.OpenAi;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Web.Tests.CommandLine.Servers;

/// <summary>Somebody at a prompt: whole commands through the real tree, with variables of their own and a folder to work in.</summary>
internal sealed class Shell : IDisposable
{
    private readonly ScratchFolder _folder = new();
    private LiveText _error = new();

    public Dictionary<string, string> Variables { get; } = [];

    /// <summary>What this machine's configuration says.</summary>
    public Dictionary<string, string?> Settings { get; } = [];

    public int? Width { get; init; }

    public string Input { get; set; } = "";

    /// <summary>What the command that runs, or ran last, has said on standard error.</summary>
    public string ErrorSoFar => _error.ToString();

    /// <summary>With a key that may do all that the role allows, named in the environment.</summary>
    public static async Task<Shell> AtAsync(RunningServer server, Role role)
    {
        using var program = await server.ProgramAsync(role);
        return At(server.Address, KeyOf(program));
    }

    public static Shell At(string server, string? key)
    {
        var shell = new Shell { Variables = { [ConnectionOptions.ServerVariable] = server } };
        if (key is not null)
            shell.Variables[ConnectionOptions.KeyVariable] = key;
        return shell;
    }

    public static string KeyOf(Visitor program) => program.Client.DefaultRequestHeaders.Authorization!.Parameter!;

    public string File(string name) => _folder.File(name);

    public string Write(string name, string text)
    {
        System.IO.File.WriteAllText(File(name), text);
        return File(name);
    }

    public IEnumerable<string> Files() =>
        Directory.EnumerateFileSystemEntries(_folder.Path).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal);

    public Task<ShellAnswer> RunAsync(params string[] arguments) => RunAsync(CancellationToken.None, arguments);

    public async Task<ShellAnswer> RunAsync(CancellationToken interrupt, params string[] arguments)
    {
        using var output = new StringWriter();
        _error = new LiveText();
        using var bytes = new MemoryStream();
        var streams = new CommandStreams(output, _error, () => new MemoryStream(Encoding.UTF8.GetBytes(Input)), IsTerminal: false)
        {
            Width = Width,
            OpenOutput = () => new Piped(bytes),
            Variable = name => Variables.GetValueOrDefault(name),
        };
        var commandLine = new BatchGenCommandLine(streams, services => services.AddSingleton<IEngineManager>(new FakeEngineManager()), Settings);
        var exit = await commandLine.InvokeAsync(arguments, interrupt);
        return new ShellAnswer(exit, output.ToString(), ErrorSoFar, Encoding.UTF8.GetString(bytes.ToArray()));
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>May be read while it is written to.</summary>
    private sealed class LiveText : TextWriter
    {
        private readonly StringBuilder _text = new();

        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value)
        {
            lock (_text)
                _text.Append(value);
        }

        public override void Write(string? value)
        {
            lock (_text)
                _text.Append(value);
        }

        public override string ToString()
        {
            lock (_text)
                return _text.ToString();
        }
    }

    /// <summary>Stays open for who looks at it when the command has closed it.</summary>
    private sealed class Piped(Stream target) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush() => target.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => target.Write(buffer, offset, count);
    }
}

/// <summary>What a command left.</summary>
/// <param name="Bytes">Written to standard output past the console, as text.</param>
internal sealed record ShellAnswer(int Exit, string Output, string Error, string Bytes)
{
    /// <summary>Standard output as the one document that it must be.</summary>
    public JsonElement Document => JsonDocument.Parse(Output).RootElement;

    public IReadOnlyList<string> Lines => Output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);

    public ShellAnswer Succeeded()
    {
        Assert.True(Exit == ExitCodes.Success, $"exit {Exit}: {Error}");
        return this;
    }

    /// <summary>In one sentence, without a stack, with the code also in the document if there is one.</summary>
    public ShellAnswer Failed(int exit, string code)
    {
        Assert.True(Exit == exit, $"exit {Exit}: {Error} {Output}");
        Assert.DoesNotContain("   at ", Error, StringComparison.Ordinal);
        Assert.NotEmpty(Error);
        if (Output.Length == 0)
        {
            Assert.Contains($"({code})", Error, StringComparison.Ordinal);
            return this;
        }

        var error = Document.GetProperty("error");
        Assert.Equal(code, error.GetProperty("code").GetString());
        Assert.NotEmpty(error.GetProperty("message").GetString()!);
        return this;
    }
}
