using System.Globalization;
using System.Text.Json;
using Forewarn.Core;
using Forewarn.Learning.Constraints.Inverse.Classes;
using Forewarn.Reachability.Transfer;

namespace Forewarn.Learning.Constraints.Inverse.Deployment;

/// <summary>What a file says of a learned constraint beside its numbers.</summary>
internal static class ConstraintFile
{
    private const string Format = "forewarn-constraint-1";

    // A key that is missing must not become a null that fails later.
    private static readonly JsonSerializerOptions Strict = new() { RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true };

    public static Dictionary<string, string> Describe(ConstraintModel model, DynamicsSignature signature) => new()
    {
        ["format"] = Format, ["signature"] = SignatureFile.Text(signature), ["features"] = JsonSerializer.Serialize(model.Features),
        ["class"] = model.Function.Kind, ["threshold"] = model.Threshold.ToString("R", CultureInfo.InvariantCulture),
        ["cell_widths"] = JsonSerializer.Serialize(model.Support.Widths), ["least_visits"] = model.Support.Least.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>A model of the shapes that the file names, its numbers not loaded yet.</summary>
    /// <exception cref="ForewarnException">Something is missing or makes no sense.</exception>
    public static (ConstraintModel Model, DynamicsSignature Signature) Build(string path, IReadOnlyDictionary<string, string> text)
    {
        if (Text("format") is var format && format != Format) throw Bad(path, $"format '{format}'", $"'{Format}'");
        var features = Json<StateFeatures>("features");
        try
        {
            features.Validate();
            var support = new SupportMask(Json<float[]>("cell_widths"), int.Parse(Text("least_visits"), CultureInfo.InvariantCulture));
            var model = new ConstraintModel(features, Class(path, Text("class"), features.Size), support,
                double.Parse(Text("threshold"), CultureInfo.InvariantCulture));
            return (model, SignatureFile.Parse(Text("signature"), path));
        }
        catch (Exception fault) when (fault is FormatException or OverflowException)
        {
            throw Bad(path, fault.Message.TrimEnd('.'), "the description of a constraint", fault);
        }

        string Text(string key) => text.TryGetValue(key, out string? value) ? value : throw Bad(path, $"no '{key}'", "it among the file's texts");

        T Json<T>(string key)
        {
            try
            {
                return JsonSerializer.Deserialize<T>(Text(key), Strict) ?? throw Bad(path, $"'{key}' without content", "JSON");
            }
            catch (Exception fault) when (fault is JsonException or NotSupportedException)
            {
                throw Bad(path, $"'{key}' that cannot be read", "JSON", fault);
            }
        }
    }

    /// <exception cref="ForewarnException">A parameter that is NaN or infinite: every comparison with it would say "allowed".</exception>
    public static void RequireFinite(string path, ConstraintModel model)
    {
        if (Shape.FirstNonFinite(model.Function.Values) is >= 0 and var at) throw Bad(path, $"parameter {at} = {model.Function.Values[at]}", "finite numbers");
    }

    private static ConstraintClass Class(string path, string kind, int inputs)
    {
        if (kind.StartsWith("neural ", StringComparison.Ordinal))
        {
            int[] hidden = [.. kind[7..].Split(',').Select(h => int.Parse(h, CultureInfo.InvariantCulture))];
            // Before anything is allocated: a damaged digit asks for gigabytes.
            if (hidden.Length > 8 || hidden.Any(h => h is < 1 or > 4096)) throw Bad(path, $"class '{kind}'", "up to eight layers of 1 to 4096");
            return new NeuralConstraint(inputs, hidden, new SeedStream(0));
        }
        return kind switch
        {
            "threshold" => new ThresholdConstraint(), "half-plane" => new HalfPlaneConstraint(), "unit-linear" => new UnitLinearConstraint(inputs),
            _ => throw Bad(path, $"class '{kind}'", "neural, threshold, half-plane or unit-linear"),
        };
    }

    private static ForewarnException Bad(string path, string found, string wanted, Exception? cause = null) =>
        ForewarnException.Of($"learned constraint '{path}'", found, wanted, "Save the constraint again.", ExitCode.Usage, cause);
}
