namespace Forewarn.RosBridge;

/// <summary>
/// Install prefixes of the ROS workspaces that are sourced, the last sourced first: what a workspace installs is looked
/// for in this order (REP 122 for the layout below a prefix).
/// </summary>
public sealed class AmentPrefixes(IReadOnlyList<string> folders)
{
    public const string Variable = "AMENT_PREFIX_PATH";

    /// <summary>The .NET assembly of rcldotnet, below a prefix.</summary>
    public const string Rcldotnet = "lib/rcldotnet/dotnet/rcldotnet_assemblies.dll";

    public IReadOnlyList<string> Folders { get; } = folders;

    /// <param name="environment">Value of a variable; null when it is not set.</param>
    public static AmentPrefixes Of(Func<string, string?> environment) =>
        new((environment(Variable) ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    /// <summary>Full path of the first file of that name below a prefix; null when there is none.</summary>
    /// <param name="file">Relative to a prefix.</param>
    public string? Find(string file) => Folders.Select(folder => Path.Combine(folder, file)).FirstOrDefault(File.Exists);

    public override string ToString() => Folders.Count == 0 ? $"an empty {Variable}" : $"{Variable}={string.Join(Path.PathSeparator, Folders)}";
}
