using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Composition;
using Forewarn.Cli.Output;

var program = new ForewarnProgram(CliVerbs.Description, CliVerbs.All, CliSections.Schema)
{
    Elsewhere = new Dictionary<string, string>
    {
        ["collect"] = "record demonstrations, play or scenes of a task",
        ["train"] = "train one of the models",
        ["export"] = "write a trained model as a package",
        ["bench"] = "time the decision, against PyTorch where there is one",
    },
};
return await program.RunAsync(args, Terminal.Standard());
