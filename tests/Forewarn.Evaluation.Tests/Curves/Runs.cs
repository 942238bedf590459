using System.Globalization;

namespace Forewarn.Evaluation.Tests.Curves;

/// <summary>Run folders as trainings leave them; gone when the test is over.</summary>
internal sealed class Runs : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("forewarn-runs-").FullName;

    /// <param name="name">Path below <see cref="Path"/>.</param>
    /// <param name="config">Text of config.yaml; null = no such file.</param>
    public string Add(string name, string metrics, string? config = null)
    {
        string folder = Directory.CreateDirectory(System.IO.Path.Combine(Path, name)).FullName;
        File.WriteAllText(System.IO.Path.Combine(folder, "metrics.jsonl"), metrics);
        if (config is not null) File.WriteAllText(System.IO.Path.Combine(folder, "config.yaml"), config);
        return folder;
    }

    /// <summary>A run with one figure every ten steps.</summary>
    public string Add(string name, string figure, string? config, params double[] values) => Add(name, string.Concat(values.Select((v, i) =>
        string.Create(CultureInfo.InvariantCulture, $"{{\"step\":{10 * i},\"{figure}\":{v}}}\n"))), config);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
