using Forewarn.Core;

namespace Forewarn.Simulation.Tasks;

/// <summary>The MJCF texts that the assembly carries.</summary>
internal static class SceneText
{
    /// <param name="name">File name without its ending.</param>
    public static string Of(string name)
    {
        using var stream = typeof(SceneText).Assembly.GetManifestResourceStream($"{name}.xml")
            ?? throw new ForewarnException($"There is no embedded scene '{name}'.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
