namespace BatchGen.Web.Hosting;

/// <summary>Finds what browsers load, whether it runs from a published folder, from build output or from a test's.</summary>
internal static class StaticAssets
{
    private static readonly string Name = typeof(StaticAssets).Assembly.GetName().Name!;

    public static string EndpointsManifest => Path.Combine(AppContext.BaseDirectory, $"{Name}.staticwebassets.endpoints.json");

    /// <summary>
    /// Build output has no _content folder, only a manifest of where each file is, and it is read in Development alone
    /// unless asked for here. A published program has no manifest and needs none.
    /// </summary>
    public static void UseBuildOutput(WebApplicationBuilder builder)
    {
        if (File.Exists(Path.Combine(AppContext.BaseDirectory, $"{Name}.staticwebassets.runtime.json")))
            builder.WebHost.UseStaticWebAssets();
    }
}
