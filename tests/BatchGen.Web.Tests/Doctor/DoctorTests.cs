using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using BatchGen.Engine.Client;
using BatchGen.Engine.Planning;
using BatchGen.Inference.Runtime;
using BatchGen.Testing;
using BatchGen.Testing.Headers;
using BatchGen.Web.CommandLine;
using BatchGen.Web.Doctor;
using BatchGen.Web.Hosting;
using BatchGen.Web.Tests.Fakes;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Web.Tests.Doctor;

/// <summary>The whole command.</summary>
public sealed class DoctorTests : ExaminedMachine
{
    [Fact]
    public async Task Doctor_FindsNothingAndMakesNothing_OnAMachineThatIsFit()
    {
        var exit = await ExamineAsync();

        Assert.Equal(ExitCodes.Success, exit);
        Assert.All(Lines(), line => Assert.StartsWith("ok ", line, StringComparison.Ordinal));
        Assert.Contains("avx2 is the fastest build", Line("libraries"), StringComparison.Ordinal);
        Assert.Equal([Model], Directory.GetFileSystemEntries(Folder.Path));
    }

    [Fact]
    public async Task Doctor_WritesJson_WhenAsked()
    {
        Assert.Equal(ExitCodes.ProblemFound, await ExamineAsync("--json", "--model", Folder.File("none.gguf")));

        using var report = JsonDocument.Parse(Output.ToString());
        Assert.Equal("problem", report.RootElement.GetProperty("state").GetString());
        var model = report.RootElement.GetProperty("findings").EnumerateArray().First(finding => finding.GetProperty("check").GetString() == "model");
        Assert.Equal("problem", model.GetProperty("state").GetString());
        Assert.Contains("none.gguf", model.GetProperty("sentence").GetString(), StringComparison.Ordinal);
        Assert.Contains("--model", model.GetProperty("remedy").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Configuration_NamesEveryError_AndWhatNeedsNoneOfThemIsLookedAt()
    {
        Set("""{ "Backup": { "Keep": 0 }, "Engine": { "Slots": 0 }, "Auth": { "TrustedProxies": ["nobody"] } }""");

        Assert.Equal(ExitCodes.ProblemFound, await ExamineAsync("--path-base", "a b"));

        var errors = Lines().Where(line => line.StartsWith("PROBLEM  configuration", StringComparison.Ordinal)).ToList();
        Assert.All(
            (string[])["Backup:Keep", "Engine:Slots", "nobody", "PathBase"],
            key => Assert.Contains(errors, error => error.Contains(key, StringComparison.Ordinal)));
        Assert.StartsWith("ok ", Line("model"), StringComparison.Ordinal);
        Assert.StartsWith("warning  memory", Line("memory"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ no json")]
    [InlineData("""{ "A": 1, "a": 2 }""")]
    public async Task Configuration_IsAProblem_WhenItsFileCannotBeRead(string content)
    {
        Set(content);

        Assert.Equal(ExitCodes.ProblemFound, await ExamineAsync());

        Assert.Contains("settings.json", Line("configuration"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Libraries_AreAProblem_WhenTheSystemLacksOne()
    {
        Machine = new BrokenMachine("llama.cpp needs libgomp.so.1, which this system lacks: install libgomp1 (Debian, Ubuntu: apt-get install libgomp1).");

        Assert.Equal(ExitCodes.ProblemFound, await ExamineAsync());

        Assert.StartsWith("PROBLEM  libraries", Line("libraries"), StringComparison.Ordinal);
        Assert.Contains("apt-get install libgomp1", Line("libraries"), StringComparison.Ordinal);
        Assert.StartsWith("warning  gpu", Line("gpu"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", ExitCodes.ProblemFound, "PROBLEM  gpu", "AllowCpuFallback")]
    [InlineData("""{ "Engine": { "AllowCpuFallback": true } }""", ExitCodes.Success, "warning  gpu", "computes on the processor")]
    [InlineData("""{ "Engine": { "GpuLayers": 0 } }""", ExitCodes.Success, "warning  gpu", "computes on the processor")]
    public async Task Gpu_SaysWhyItIsNotUsed_WhenTheBuildIsForOne(string settings, int expected, string beginning, string words)
    {
        Set(settings);
        Machine = new FakeDryRun { Runtime = new RuntimeInfo("LLamaSharp", "0.30.0", "cpu", "avx2") { GpuProblem = "NVIDIA's driver is not installed (libcuda.so.1 is missing)" } };

        Assert.Equal(expected, await ExamineAsync());

        Assert.StartsWith(beginning, Line("gpu"), StringComparison.Ordinal);
        Assert.Contains("NVIDIA's driver is not installed", Line("gpu"), StringComparison.Ordinal);
        Assert.Contains(words, Line("gpu"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gpu_IsNamedWithItsMemory_WhenThereIsOne()
    {
        Machine = new FakeDryRun { Cards = { new DeviceMemory("CUDA0", "NVIDIA H200", DeviceKind.Gpu, 100L << 30, 139L << 30) } };

        await ExamineAsync();

        Assert.Contains("CUDA0: NVIDIA H200", Line("gpu"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gpu_IsRemarked_WhenItLiesIdleBesideABuildForTheProcessor()
    {
        var findings = await new GpuLook(new FakeDryRun(), new Engine.Setup.EngineOptions(), "NVIDIA's driver 550.54.15").LookAsync(CancellationToken.None);

        var finding = Assert.Single(findings);
        Assert.Equal(FindingState.Warning, finding.State);
        Assert.Contains("-p:LlamaBackend=cuda12", finding.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Model_IsAProblem_WhenItIsNoGguf()
    {
        await File.WriteAllTextAsync(Model, "a text");

        Assert.Equal(ExitCodes.ProblemFound, await ExamineAsync());

        Assert.StartsWith("PROBLEM  model", Line("model"), StringComparison.Ordinal);
        Assert.StartsWith("warning  memory", Line("memory"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Model_IsRemarked_WhenTheFolderIsMissing()
    {
        Set("""{ "Models": { "Directory": "/no/such/folder" } }""");

        Assert.Equal(ExitCodes.Success, await ExamineAsync());

        Assert.Contains(
            Lines(), line => line.StartsWith("warning  model", StringComparison.Ordinal) && line.Contains("/no/such/folder", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Memory_IsAProblem_WhenTheDefaultModelDoesNotFit()
    {
        Memory.TotalBytes = FakeMainMemory.GiB;
        Memory.OthersBytes = FakeMainMemory.GiB;

        Assert.Equal(ExitCodes.ProblemFound, await ExamineAsync());

        Assert.StartsWith("PROBLEM  memory", Line("memory"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Disk_IsAProblem_WhenTheDataDirectoryIsAFile()
    {
        await File.WriteAllTextAsync(Data, "in the way");

        Assert.Equal(ExitCodes.ProblemFound, await ExamineAsync());

        Assert.StartsWith("PROBLEM  disk", Line("disk"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Disk_IsRemarked_WhenOthersMayLookIntoIt()
    {
        if (OperatingSystem.IsWindows())
            return;
        Directory.CreateDirectory(Data);
        File.SetUnixFileMode(Data, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead);

        Assert.Equal(ExitCodes.Success, await ExamineAsync());

        Assert.Contains("chmod 700", Line("disk"), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Data));
    }

    [Fact]
    public async Task Database_IsAProblem_WhenItIsDamaged()
    {
        Directory.CreateDirectory(Data);
        await File.WriteAllTextAsync(Path.Combine(Data, "batchgen.db"), new string('x', 5000));

        Assert.Equal(ExitCodes.ProblemFound, await ExamineAsync());

        Assert.StartsWith("PROBLEM  database", Line("database"), StringComparison.Ordinal);
        Assert.Contains("(database_damaged)", Line("database"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Database_IsAProblem_WhenItsServerDoesNotAnswer()
    {
        Set("""{ "Storage": { "Provider": "PostgreSql", "ConnectionString": "Host=127.0.0.1;Port=1;Database=none;Username=nobody;Password=secret-word" } }""");

        Assert.Equal(ExitCodes.ProblemFound, await ExamineAsync());

        Assert.Contains("(database_unusable)", Line("database"), StringComparison.Ordinal);
        Assert.DoesNotContain("secret-word", Output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense", "is no address")]
    [InlineData("http://203.0.113.7:5080", "no address of this machine")]
    public async Task Addresses_AreAProblem_WhenNobodyCouldListenThere(string url, string words)
    {
        Assert.Equal(ExitCodes.ProblemFound, await ExamineAsync("--urls", url));

        Assert.StartsWith("PROBLEM  addresses", Line("addresses"), StringComparison.Ordinal);
        Assert.Contains(words, Line("addresses"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Addresses_AreAProblem_WhenAnotherProgramListensThere()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var hungUp = HangUpAsync(other);

        Assert.Equal(ExitCodes.ProblemFound, await ExamineAsync("--urls", $"http://{other.LocalEndpoint}"));

        await hungUp;
        Assert.Contains("Another program listens", Line("addresses"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Server_IsNotDisturbed_WhenItRunsOnTheSameDirectory()
    {
        var settings = new Dictionary<string, string?> { ["Urls"] = "http://127.0.0.1:0", ["Storage:DataDirectory"] = Data, ["Models:Default"] = Model };
        await using var server = new BatchGenApplication(settings, services => services.AddSingleton<IEngineManager>(new FakeEngineManager()));
        await server.StartAsync();
        var before = Entries();
        Memory.OthersBytes = Memory.TotalBytes;

        Assert.Equal(ExitCodes.Success, await ExamineAsync("--urls", server.Address));

        Assert.Contains("A BatchGen answers", Line("addresses"), StringComparison.Ordinal);
        Assert.Contains("intact", Line("database"), StringComparison.Ordinal);
        Assert.Contains("The server that runs holds a part of it", Line("memory"), StringComparison.Ordinal);
        Assert.Equal(before, Entries());
        using var client = new HttpClient();
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri($"{server.Address}/healthz"))).StatusCode);
        // It still holds its directory.
        await using var second = new BatchGenApplication(settings);
        await Assert.ThrowsAsync<Batches.Data.StorageException>(() => second.StartAsync());
    }

    [Fact]
    public async Task Database_IsAProblem_WhenAnotherVersionMadeIt()
    {
        await using (var server = new BatchGenApplication(
            new Dictionary<string, string?> { ["Urls"] = "http://127.0.0.1:0", ["Storage:DataDirectory"] = Data, ["Models:Default"] = Model },
            services => services.AddSingleton<IEngineManager>(new FakeEngineManager())))
        {
            await server.StartAsync();
            await server.StopAsync();
        }

        await using (var connection = new SqliteConnection($"Data Source={Path.Combine(Data, "batchgen.db")};Pooling=false"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = """INSERT INTO "__EFMigrationsHistory" VALUES ('99990101000000_FromTheFuture', '99.0')""";
            await command.ExecuteNonQueryAsync();
        }

        Assert.Equal(ExitCodes.ProblemFound, await ExamineAsync());

        Assert.Contains("FromTheFuture", Line("database"), StringComparison.Ordinal);
        Assert.Contains("(database_of_another_version)", Line("database"), StringComparison.Ordinal);
    }

    private static async Task HangUpAsync(TcpListener listener)
    {
        using var asked = await listener.AcceptTcpClientAsync();
    }

    /// <summary>SQLite's own two files come and go with its connections.</summary>
    private string[] Entries() =>
        [.. Directory.EnumerateFileSystemEntries(Data, "*", SearchOption.AllDirectories).Where(
            path => !path.EndsWith("-shm", StringComparison.Ordinal) && !path.EndsWith("-wal", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    /// <summary>The planning process says that the libraries do not load.</summary>
    private sealed class BrokenMachine(string message) : IMemoryDryRun
    {
        public Task<RuntimeInfo> GetRuntimeAsync(CancellationToken cancellationToken) => throw Failure();

        public Task<IReadOnlyList<DeviceMemory>> GetDevicesAsync(CancellationToken cancellationToken) => throw Failure();

        public Task<IReadOnlyList<DeviceAllocation>> MeasureAsync(DryRunRequest request, CancellationToken cancellationToken) => throw Failure();

        private DryRunException Failure() => new("native_library_missing", message);
    }
}
