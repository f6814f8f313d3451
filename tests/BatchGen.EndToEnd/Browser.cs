using BatchGen.Testing;
using Microsoft.Playwright;

namespace BatchGen.EndToEnd;

/// <summary>
/// One Chromium for all tests, the one that the system has: best its headless shell, which has no window of its own to draw. Pages are
/// drawn without a compositor, which the processor would have to play the GPU for: together a third of the processor time.
/// </summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] Arguments =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-gpu-compositing", "--disable-software-rasterizer", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private static readonly string[] Places =
    [
        "/usr/bin/chromium-headless-shell", "/usr/bin/chromium", "/usr/bin/google-chrome", "/usr/bin/chromium-browser",
    ];

    /// <summary>Playwright counts in milliseconds.</summary>
    private static readonly float PatienceMs = (float)Patience.Ceiling.TotalMilliseconds;

    /// <summary>The session of each server, once its link has been used.</summary>
    private readonly Dictionary<string, string> _sessions = [];

    /// <summary>Starting it takes seconds, and a class of tests may have one test. It ends with this process.</summary>
    private static readonly Lazy<Task<IBrowser>> Chromium = new(LaunchAsync);

    private readonly List<IBrowserContext> _contexts = [];

    public async Task InitializeAsync()
    {
        Assertions.SetDefaultExpectTimeout(PatienceMs);
        await Chromium.Value;
    }

    /// <summary>Pages that stay open would go on looking for their server.</summary>
    public async Task DisposeAsync()
    {
        foreach (var context in _contexts)
            await context.DisposeAsync();
    }

    /// <summary>Somebody who has not signed in.</summary>
    public async Task<IPage> OpenAsStrangerAsync(
        string baseAddress, int width = 1280, int height = 800, ColorScheme scheme = ColorScheme.Light, string language = "en-GB")
    {
        return await OpenAsync(new BrowserNewContextOptions
        {
            BaseURL = baseAddress,
            ColorScheme = scheme,
            ViewportSize = new ViewportSize { Width = width, Height = height },
            Locale = language,
        });
    }

    /// <summary>The administrator's page, signed in by the link that the server's first start gave.</summary>
    public async Task<IPage> OpenAsync(
        string baseAddress, int width = 1280, int height = 800, ColorScheme scheme = ColorScheme.Light, string language = "en-GB")
    {
        return await OpenAsync(new BrowserNewContextOptions
        {
            BaseURL = baseAddress,
            ColorScheme = scheme,
            ViewportSize = new ViewportSize { Width = width, Height = height },
            AcceptDownloads = true,
            Locale = language,
            StorageState = await StateAsync(baseAddress),
        });
    }

    private static async Task<IBrowser> LaunchAsync()
    {
        var playwright = await Playwright.CreateAsync();
        return await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Places.FirstOrDefault(File.Exists) ?? throw new InvalidOperationException("There is no Chromium; ./test.sh installs it."),
            Args = Arguments,
        });
    }

    private async Task<IPage> OpenAsync(BrowserNewContextOptions options)
    {
        // What moves is drawn again and again; a test waits for what stands at the end.
        options.ReducedMotion = ReducedMotion.Reduce;
        var context = await (await Chromium.Value).NewContextAsync(options);
        _contexts.Add(context);
        context.SetDefaultTimeout(PatienceMs);
        return await context.NewPageAsync();
    }

    private async Task<string> StateAsync(string baseAddress)
    {
        if (_sessions.TryGetValue(baseAddress, out var known))
            return known;
        await using var context = await (await Chromium.Value).NewContextAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync(SignInLinks.Of(baseAddress));
        return _sessions[baseAddress] = await context.StorageStateAsync();
    }
}
