using Microsoft.ML.OnnxRuntime;

namespace Forewarn.Cli.Doctor;

/// <summary>ONNX Runtime and the execution providers built into it.</summary>
internal sealed class OnnxRuntimeCheck : IMachineCheck
{
    public string Name => "ONNX Runtime";

    public CheckResult Run()
    {
        var environment = OrtEnv.Instance();
        var providers = environment.GetAvailableProviders()
            .Select(name => name.Replace("ExecutionProvider", "", StringComparison.Ordinal));
        return new(Name, CheckState.Works, $"{environment.GetVersionString()}, providers: {string.Join(", ", providers)}");
    }
}
