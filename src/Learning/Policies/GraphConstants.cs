using Forewarn.Core;
using Forewarn.Learning.Training;
using Forewarn.Onnx;

namespace Forewarn.Learning.Policies;

/// <summary>
/// Reads the parts of a policy back from the constants of its graph, by the names under which <see cref="ProposeGraph"/> stores
/// them. Missing names and other sizes are <see cref="InvalidDataException"/>.
/// </summary>
internal sealed class GraphConstants(
    ModelManifest manifest, IReadOnlyDictionary<string, ChannelStats> stats, IReadOnlyDictionary<string, GraphWeight> weights)
{
    /// <summary>An integer of the manifest's settings.</summary>
    public int Integer(string key) => manifest.Settings.TryGetValue(key, out var value) && value.TryGetInt32(out int found)
        ? found
        : throw new InvalidDataException($"no integer settings.{key} in the manifest");

    /// <summary>A number of the manifest's settings, or the default of packages that do not say it.</summary>
    public double Number(string key, double otherwise) =>
        manifest.Settings.TryGetValue(key, out var value) && value.TryGetDouble(out double found) ? found : otherwise;

    public float[] Floats(string name, long count)
    {
        float[] values = Weight(name).Floats();
        return values.Length == count
            ? values
            : throw new InvalidDataException($"'{name}' holds {values.Length} numbers, wanted {count}");
    }

    public TabledPolicyNet Trunk(IReadOnlyList<int> levels)
    {
        var shape = Weight("in.weight_t").Shape;
        int blocks = 0;
        while (weights.ContainsKey($"block{blocks}.inner.weight_t")) blocks++;
        return new((int)shape[0], (int)shape[1], blocks, levels);
    }

    /// <summary>Values of a parameter of <see cref="TabledPolicyNet"/>.</summary>
    public float[] TrunkValues(string parameter)
    {
        string constant = TrunkName(parameter);
        var weight = Weight(constant);
        return constant.EndsWith("_t", StringComparison.Ordinal)
            ? Transposed(weight.Floats(), (int)weight.Shape[0], (int)weight.Shape[1])
            : weight.Floats();
    }

    public TrainedEye Eye()
    {
        var feature = Stats("feature");
        var options = new SceneEyeOptions
        {
            Cameras = manifest.Cameras,
            Channels = [.. Enumerable.Range(1, 3).Select(l => (int)Weight($"eye.{manifest.Cameras[0]}.conv{l}.weight").Shape[0])],
            Sharpness = Number("eyeSharpness", new SceneEyeOptions().Sharpness),
            Center = feature.Mean[..2],
            Scale = feature.Std[..2],
        };
        var eye = new SceneEye(options);
        var parameters = eye.Declare(new(new SeedStream(0)));
        foreach (string name in parameters.Names)
        {
            string constant = "eye." + name.Replace(".scale", ".weight", StringComparison.Ordinal)
                .Replace(".shift", ".bias", StringComparison.Ordinal);
            var shape = parameters.ShapeOf(name);
            long count = shape.Aggregate(1L, (a, b) => a * b);
            parameters.Import(name, name == "pose.weight"
                ? Transposed(Floats(constant + "_t", count), (int)shape[1], (int)shape[0])
                : Floats(constant, count));
        }
        return new(eye, parameters);
    }

    public PlanBasis Basis(SceneEyeOptions eye)
    {
        int steps = Integer("steps");
        var frame = weights.ContainsKey("frame.turn") ? PlanFrame.Of(manifest.Action!, eye) : null;
        // How much of the plans the scene explains is known to the training alone.
        return PlanBasis.From(new(steps, SceneEye.FeatureSize, Stats("plan"), Weight("plan.mean").Floats(),
            Weight("plan.components").Floats(), Number("explained", double.NaN), double.NaN, frame));
    }

    /// <summary>Name of the constant that holds a parameter of <see cref="TabledPolicyNet"/>.</summary>
    internal static string TrunkName(string parameter) =>
        parameter.EndsWith(".scale", StringComparison.Ordinal) ? parameter[..^".scale".Length] + ".weight"
        : parameter.EndsWith(".shift", StringComparison.Ordinal) ? parameter[..^".shift".Length] + ".bias"
        : parameter.EndsWith(".weight", StringComparison.Ordinal) ? parameter + "_t"
        : parameter;

    /// <summary><c>[rows, columns]</c> to <c>[columns, rows]</c>.</summary>
    internal static float[] Transposed(float[] values, int rows, int columns)
    {
        var result = new float[values.Length];
        for (int r = 0; r < rows; r++)
            for (int c = 0; c < columns; c++) result[c * rows + r] = values[r * columns + c];
        return result;
    }

    private GraphWeight Weight(string name) =>
        weights.TryGetValue(name, out var found) ? found : throw new InvalidDataException($"no constant '{name}'");

    private ChannelStats Stats(string name) =>
        stats.TryGetValue(name, out var found) ? found : throw new InvalidDataException($"no '{name}' in stats.json");
}
