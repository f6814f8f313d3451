namespace BatchGen.Engine.Setup;

/// <summary>For the builder of every host of this product.</summary>
public static class HostArguments
{
    /// <summary>
    /// Files of configuration are read once: what is written into them holds from the next start. To watch them, .NET takes an inotify
    /// instance for each process, of which Linux gives a user 128, an editor's included; a process that finds none left ends.
    /// </summary>
    public static readonly string[] All = ["--hostBuilder:reloadConfigOnChange=false"];
}
