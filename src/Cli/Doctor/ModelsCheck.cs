using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Configs;
using Forewarn.Core;
using Forewarn.Inference;

namespace Forewarn.Cli.Doctor;

/// <summary>The packages that steering needs: loads each of them, which checks hashes, signatures and statistics.</summary>
internal sealed class ModelsCheck(Home home, ModelNames names) : IMachineCheck
{
    public string Name => "models";

    public CheckResult Run()
    {
        string[] faults = [.. names.Required().Select(Fault).OfType<string>()];
        return faults.Length == 0
            ? new(Name, CheckState.Works, $"{string.Join(", ", names.Required())} in {home.Models}")
            : new(Name, CheckState.Missing, string.Join("; ", faults), "Restore models/ (git checkout models), or train them.");
    }

    private string? Fault(string name)
    {
        try
        {
            using var package = ModelPackage.Load(home.Package(name));
            return null;
        }
        catch (ForewarnException fault)
        {
            return fault.Message;
        }
    }
}
