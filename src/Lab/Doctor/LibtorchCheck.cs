using Forewarn.Cli.Doctor;
using TorchSharp;

namespace Forewarn.Lab.Doctor;

/// <summary>libtorch: loads, computes and differentiates.</summary>
internal sealed class LibtorchCheck : IMachineCheck
{
    public string Name => "libtorch";

    public CheckResult Run()
    {
        using var scope = torch.NewDisposeScope();
        var x = torch.tensor(new[] { 1f, 2f, 3f }, requires_grad: true);
        (x * x).sum().backward();
        bool right = x.grad!.data<float>().ToArray() is [2f, 4f, 6f];
        string cuda = torch.cuda.is_available() ? "with CUDA" : "without CUDA";
        return right
            ? new(Name, CheckState.Works, $"{torch.__version__}, {torch.get_num_threads()} threads, {cuda}; a gradient comes out right")
            : new(Name, CheckState.Missing, "a gradient came out wrong", "Delete artifacts/ and the bin folders, then build again.");
    }
}
