using System.Globalization;
using System.Text;
using Forewarn.Core;
using Forewarn.Inference;
using Forewarn.Onnx;

namespace Forewarn.Lab.Quantization;

/// <summary>A package of any kind with the large weights of its graphs stored in fewer bits; it computes in floats as before.</summary>
internal static class CompactPackage
{
    /// <summary>
    /// Greatest difference of an output, as a share of its greatest number, with which a package is still written: far above what sound
    /// packages show on random inputs, .001 in half precision and .03 in bytes.
    /// </summary>
    public static double Limit(WeightForm form) => form == WeightForm.Half ? 0.02 : 0.06;

    /// <param name="folder">Becomes the package; the folder of <paramref name="from"/> is allowed.</param>
    /// <param name="draws">Random inputs that both packages are run on.</param>
    /// <returns>What the rounding changed, per output.</returns>
    /// <exception cref="ForewarnException">
    /// Nothing is large enough, a weight is beyond the form, an output moves by more than <see cref="Limit"/>, or the folder cannot
    /// be written. Nothing is written then.
    /// </exception>
    public static IReadOnlyList<GraphDifference> Write(string folder, ModelPackage from, WeightForm form, int draws, ulong seed)
    {
        var differences = Try(from, form, draws, seed);
        var worst = differences.MaxBy(d => d.Relative)!;
        if (!(worst.Relative <= Limit(form)))
            throw new ForewarnException(string.Create(CultureInfo.InvariantCulture,
                $"{from.Manifest.Name} in {form.Name}: '{worst.Output}' of graph '{worst.Graph}' moves by {worst.Relative:G3} of its largest number, ")
                + string.Create(CultureInfo.InvariantCulture, $"at most {Limit(form)} is allowed. Nothing is written: stay with more bits."));
        Write(folder, from, form, Section(from.Manifest.Name, form, differences, draws, seed));
        return differences;
    }

    private static IReadOnlyList<GraphDifference> Try(ModelPackage from, WeightForm form, int draws, ulong seed)
    {
        string trial = Path.Combine(Path.GetTempPath(), $"forewarn-compact-{Guid.NewGuid():N}");
        try
        {
            var manifest = Write(trial, from, form, "");
            if (manifest.Graphs.Zip(from.Manifest.Graphs).All(pair => pair.First.Sha256 == pair.Second.Sha256))
                throw ForewarnException.Of($"package '{from.Folder}'", $"no float weights of {CompactWeights.Least} elements or more",
                    $"some that {form.Name} could shorten", $"It is small, or in {form.Name} already: use it as it is.", ExitCode.Usage);
            using var package = ModelPackage.Load(trial);
            return PackageTrial.Run(from, package, draws, seed);
        }
        finally
        {
            if (Directory.Exists(trial)) Directory.Delete(trial, true);
        }
    }

    private static ModelManifest Write(string folder, ModelPackage from, WeightForm form, string section) => RewrittenPackage.Write(
        folder, from, (_, model) => CompactWeights.Store(CompactWeights.Restore(model), form), $"weights within {form.Name}", section);

    private static string Section(string from, WeightForm form, IReadOnlyList<GraphDifference> differences, int draws, ulong seed)
    {
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"""

            ## Weights in {form.Name}
            Matrices of {CompactWeights.Least} numbers or more are stored in {form.Name} and widened once, when a graph is loaded; runs compute in floats.
            Against `{from}` as it was, on {draws} draws of random inputs (seed {seed}):

            | graph | output | greatest difference | of the largest number |
            |---|---|---|---|

            """));
        foreach (var d in differences)
            text.Append(CultureInfo.InvariantCulture, $"| {d.Graph} | {d.Output} | {d.Largest:G3} | {d.Relative:G3} |\n");
        return text.ToString();
    }
}
