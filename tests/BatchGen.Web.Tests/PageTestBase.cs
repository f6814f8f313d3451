using System.Globalization;
using System.Text;
using BatchGen.Batches.Data;
using BatchGen.Batches.Quotas;
using BatchGen.Batches.Settings;
using BatchGen.Batches.Submission;
using BatchGen.Engine.Client;
using BatchGen.Engine.Planning;
using BatchGen.Engine.Quantizing;
using BatchGen.Testing;
using BatchGen.Web.Access;
using BatchGen.Web.Hosting;
using BatchGen.Web.Live;
using BatchGen.Web.Telemetry;
using BatchGen.Web.Tests.Fakes;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using MudBlazor.Services;

namespace BatchGen.Web.Tests;

/// <summary>Pages over the real services and a database of their own. Only the engine is scripted, and nothing carries shards.</summary>
public abstract class PageTestBase : BunitContext, IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("batchgen-pages-").FullName;

    /// <param name="time">A clock that the test moves; null takes the system's.</param>
    /// <param name="replace">Services that stand for what is beyond this process.</param>
    protected PageTestBase(TimeProvider? time = null, Action<IServiceCollection>? replace = null)
    {
        // As a request's language does it on the server: the pages may not speak the machine's.
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
        if (time is not null)
            Services.AddSingleton(time);
        DefaultWaitTimeout = Patience.Ceiling;
        ModelPath = Path.Combine(_folder, "some-model.gguf");
        File.WriteAllText(ModelPath, "scripted");
        var data = Path.Combine(_folder, "data");
        var configuration = new ConfigurationBuilder().Add(new SettingsSource(Path.Combine(data, SettingsSource.FileName)))
            .AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Storage:DataDirectory"] = data,
            ["Models:Default"] = ModelPath,
            ["Models:Directory"] = _folder,
        }).Build();
        Services.AddSingleton<IHostEnvironment>(new FakeEnvironment(_folder));
        Services.AddBatchGen(configuration);
        Services.AddSingleton<IEngineManager>(Engines);
        Services.AddSingleton<IDeviceSurvey>(new FakeSurvey());
        Services.AddSingleton<IMemoryDryRun>(DryRun);
        Services.AddSingleton<IMainMemory>(Memory);
        Services.AddSingleton<IModelQuantizing>(Quantizing);
        replace?.Invoke(Services);
        Services.AddMudServices();
        Services.AddScoped<ConnectionBreaks>();
        Services.AddSingleton(new LogRing(capacity: 100));
        Services.AddLocalization();
        Services.AddAccess(configuration);
        // After it: pages ask this for the caller, who is the administrator unless a test says otherwise.
        SignIn = this.AddAuthorization();
        JSInterop.Mode = JSRuntimeMode.Loose;
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    protected BunitAuthorizationContext SignIn { get; }

    protected FakeEngineManager Engines { get; } = new();

    protected FakeDryRun DryRun { get; } = new();

    protected FakeMainMemory Memory { get; } = new();

    protected FakeQuantizing Quantizing { get; } = new();

    protected string ModelPath { get; }

    public async Task InitializeAsync()
    {
        Services.GetRequiredService<Throughput>();
        await MigratedDatabase.CopyToAsync(Services.GetRequiredService<DataDirectory>().Root);
        await Services.GetRequiredService<DatabaseStartup>().MigrateAsync();
        SignInAs(await Services.GetRequiredService<Accounts>().EnsureAdminAsync(CancellationToken.None));
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Stored and queued; it stays so, because no worker runs here.</summary>
    protected Task<string> SubmitAsync(string name, params string[] prompts) => SubmitAsync(submitter: null, name, prompts);

    /// <summary>The same as somebody's.</summary>
    protected async Task<string> SubmitAsync(Submitter? submitter, string name, params string[] prompts)
    {
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', prompts)));
        var outcome = await Services.GetRequiredService<BatchSubmission>().SubmitAsync(
            new SubmissionRequest { Name = name, ModelPath = ModelPath, Input = input, Submitter = submitter }, progress: null, CancellationToken.None);
        return Assert.IsType<SubmissionAccepted>(outcome).BatchPublicId;
    }

    protected void SignInAs(User user)
    {
        ArgumentNullException.ThrowIfNull(user);
        SignIn.SetAuthorized(user.UserName!);
        SignIn.SetClaims([.. AccessClaims.IdentityOf(user, RoleRights.Of(user.Role), "test").Claims]);
    }

    /// <summary>Puts a batch into a state that only work would bring about.</summary>
    protected async Task ChangeAsync(string batchId, Action<Batch> change)
    {
        await using var db = await Services.GetRequiredService<IDbContextFactory<BatchGenDbContext>>().CreateDbContextAsync();
        var batch = await db.Batches.Include(batch => batch.Items).ThenInclude(item => item.Result).SingleAsync(batch => batch.PublicId == batchId);
        change(batch);
        await db.SaveChangesAsync();
    }

    private sealed class FakeEnvironment(string root) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = Environments.Production;

        public string ApplicationName { get; set; } = "BatchGen.Web";

        public string ContentRootPath { get; set; } = root;

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
