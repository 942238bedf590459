using Forewarn.Core;

namespace Forewarn.Serving.Tests.Openpi;

/// <summary>One small robot for the tests of proposing: one camera of 4 x 6, a state of three, plans of 4 x 3.</summary>
internal static class ProposerCases
{
    public static ActionSpec Spec { get; } = new("absolute", "base", 10, ["x_m", "y_m", "z_m"]);

    public static ObservationHistory History { get; } =
        new(new Observation([new CameraFrame("front", 4, 6, new byte[72])], [1, 2, 3], TimeSpan.Zero));

    public static OpenpiProposerOptions Options(Uri address) => new()
    {
        Address = address, Spec = Spec, Steps = 4, Keys = ObservationKeys.Libero(["front"]), Prompt = "do it",
    };
}
