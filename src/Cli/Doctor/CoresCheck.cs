namespace Forewarn.Cli.Doctor;

/// <summary>Processor cores: decisions are budgeted for two.</summary>
internal sealed class CoresCheck : IMachineCheck
{
    public string Name => "cores";

    public CheckResult Run() => Environment.ProcessorCount >= 2
        ? new(Name, CheckState.Works, $"{Environment.ProcessorCount}")
        : new(Name, CheckState.Limited, "1", "Decisions are budgeted for two cores: raise steering.deadline_ms.");
}
