namespace BatchGen.Web.Hosting;

/// <summary>
/// Where appsettings.json, wwwroot and models stand: beside the published program, or at the top of the source tree
/// when it runs from build output. Never the working directory, which is the user's own business.
/// </summary>
internal static class ContentRoot
{
    public static string Find() => Find(AppContext.BaseDirectory);

    internal static string Find(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            // Build output has a copy of appsettings.json but no wwwroot: both together mark the place.
            if (File.Exists(Path.Combine(folder.FullName, "appsettings.json"))
                && Directory.Exists(Path.Combine(folder.FullName, "wwwroot")))
                return folder.FullName;
        }

        return start;
    }
}
