namespace Forewarn.Architecture.Tests;

/// <summary>Who may see whom. A new arrow is a decision about the house: change it here and say why in the commit.</summary>
internal static class RoomTable
{
    private static readonly string[] AllButTraining =
    [
        "Core", "Messages", "Onnx", "Steering", "Inference", "Policy", "WorldModel", "Verifier", "RosBridge", "RosBridge.Rcldotnet",
        "Recording", "Serving", "Simulation", "Evaluation", "Games", "Reachability",
    ];

    public static IReadOnlyDictionary<string, string[]> Arrows { get; } = new Dictionary<string, string[]>
    {
        ["Core"] = [],
        ["Messages"] = [],
        ["Onnx"] = [],
        ["Games"] = ["Core"],
        ["Reachability"] = ["Core"],
        ["Steering"] = ["Core"],
        ["Inference"] = ["Core", "Onnx"],
        // Inference describes graphs in Onnx's names for tensors and types, so whoever reads a graph sees those too.
        ["Policy"] = ["Core", "Inference", "Onnx"],
        ["WorldModel"] = ["Core", "Inference", "Onnx"],
        ["Verifier"] = ["Core", "Inference", "Onnx"],
        ["RosBridge"] = ["Core", "Messages", "Steering"],
        // Part of the RosBridge room, apart because it is compiled against assemblies that only a ROS workspace has.
        ["RosBridge.Rcldotnet"] = ["Core", "Messages", "RosBridge"],
        ["Recording"] = ["Core", "Messages"],
        ["Serving"] = ["Core", "Messages", "Steering", "Recording"],
        ["Simulation"] = ["Core"],
        ["Learning"] = ["Core", "Onnx", "Simulation", "Recording", "Games", "Reachability"],
        // Pages and tables about games show the games' own types.
        ["Evaluation"] = ["Core", "Messages", "Steering", "Recording", "Simulation", "Games"],
        ["Cli"] = AllButTraining,
        ["Lab"] = [.. AllButTraining, "Cli", "Learning"],
    };

    /// <summary>
    /// Folders that are no rooms but part of one: they are loaded by the compiler, never by a program, and see nobody.
    /// </summary>
    public static IReadOnlyDictionary<string, string> Parts { get; } = new Dictionary<string, string>
    {
        ["Messages.Generator"] = "Messages",
    };

    // Project references are transitive, so the compiler reaches further than the arrows: hence the check on assemblies.
    public static bool Allows(string from, string to) =>
        Arrows.TryGetValue(from, out string[]? seen) && seen.Contains(to);

    /// <summary>Rooms a package family may appear in, by assembly-name prefix.</summary>
    public static IReadOnlyDictionary<string, string[]> Families { get; } = new Dictionary<string, string[]>
    {
        ["TorchSharp"] = ["Learning", "Lab"],
        ["Microsoft.ML.OnnxRuntime"] = ["Inference", "Policy", "WorldModel", "Verifier", "Cli"],
        ["System.CommandLine"] = ["Cli", "Lab"],
        ["Spectre.Console"] = ["Cli", "Lab"],
        ["rcldotnet"] = ["RosBridge.Rcldotnet"],
        ["Polly"] = ["Steering", "Serving"],
        ["Microsoft.AspNetCore"] = ["Serving"],
        ["MessagePack"] = ["Serving"],
        ["Parquet"] = ["Recording"],
        ["Microsoft.Data.Sqlite"] = ["Recording"],
        ["SkiaSharp"] = ["Evaluation"],
        ["ScottPlot"] = ["Evaluation"],
    };

    /// <summary>Rooms that reference the base class library and nothing else.</summary>
    public static IReadOnlyList<string> BaseLibraryOnly { get; } = ["Core", "Messages", "Onnx"];
}
