using System.Globalization;
using System.Text;
using Forewarn.Core;
using Forewarn.Inference;
using Forewarn.Onnx;

namespace Forewarn.Lab.Quantization;

/// <summary>A package of any kind with the large weights of its graphs stored in half precision; it computes in floats as before.</summary>
internal static class HalfPackage
{
    /// <summary>Greatest difference of an output, as a share of its greatest number, with which a package is still written.</summary>
    public const double Limit = 0.02;

    /// <param name="folder">Becomes the package; the folder of <paramref name="from"/> is allowed.</param>
    /// <param name="draws">Random inputs that both packages are run on.</param>
    /// <returns>What the rounding changed, per output.</returns>
    /// <exception cref="ForewarnException">
    /// Nothing is large enough, a weight is beyond half precision, an output moves by more than <see cref="Limit"/>, or the folder cannot
    /// be written. Nothing is written then.
    /// </exception>
    public static IReadOnlyList<GraphDifference> Write(string folder, ModelPackage from, int draws, ulong seed)
    {
        var differences = Try(from, draws, seed);
        var worst = differences.MaxBy(d => d.Relative)!;
        if (!(worst.Relative <= Limit))
            throw new ForewarnException(string.Create(CultureInfo.InvariantCulture,
                $"{from.Manifest.Name} in half precision: '{worst.Output}' of graph '{worst.Graph}' moves by {worst.Relative:G3} of its largest number, ")
                + string.Create(CultureInfo.InvariantCulture, $"at most {Limit} is allowed. Nothing is written: stay with floats."));
        Write(folder, from, Section(from.Manifest.Name, differences, draws, seed));
        return differences;
    }

    private static IReadOnlyList<GraphDifference> Try(ModelPackage from, int draws, ulong seed)
    {
        string trial = Path.Combine(Path.GetTempPath(), $"forewarn-half-{Guid.NewGuid():N}");
        try
        {
            var manifest = Write(trial, from, "");
            if (manifest.Graphs.Zip(from.Manifest.Graphs).All(pair => pair.First.Sha256 == pair.Second.Sha256))
                throw ForewarnException.Of($"package '{from.Folder}'", $"no float weights of {HalfWeights.Least} elements or more",
                    "some that half precision could shorten", "It is small, or in half precision already: use it as it is.", ExitCode.Usage);
            using var package = ModelPackage.Load(trial);
            return PackageTrial.Run(from, package, draws, seed);
        }
        finally
        {
            if (Directory.Exists(trial)) Directory.Delete(trial, true);
        }
    }

    private static ModelManifest Write(string folder, ModelPackage from, string section) =>
        RewrittenPackage.Write(folder, from, (_, model) => HalfWeights.Store(model), "weights within half precision", section);

    private static string Section(string from, IReadOnlyList<GraphDifference> differences, int draws, ulong seed)
    {
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"""

            ## Weights in half precision
            Matrices of {HalfWeights.Least} numbers or more are stored as float16 and widened once, when a graph is loaded; runs compute in floats.
            Against `{from}` in floats, on {draws} draws of random inputs (seed {seed}):

            | graph | output | greatest difference | of the largest number |
            |---|---|---|---|

            """));
        foreach (var d in differences)
            text.Append(CultureInfo.InvariantCulture, $"| {d.Graph} | {d.Output} | {d.Largest:G3} | {d.Relative:G3} |\n");
        return text.ToString();
    }
}
