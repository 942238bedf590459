using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Forewarn.Messages.Tests.Schema;

/// <summary>CycloneDDS's own compiler: what it says about types, read out of the C code that it writes.</summary>
internal static class IdlCompiler
{
    /// <summary>Whether compiler, headers and gcc are installed (Debian: cyclonedds-tools, cyclonedds-dev, gcc).</summary>
    public static bool IsInstalled =>
        File.Exists("/usr/bin/idlc") && File.Exists("/usr/include/dds/ddsc/dds_public_impl.h") && File.Exists("/usr/bin/gcc");

    /// <summary>Compiles IDL and gives per structure: words, instructions, size, alignment, whether its samples have one length.</summary>
    public static Dictionary<string, (uint[] Ops, int Instructions, int Size, int Align, bool FixedSize)> Compile(
        string idl, IEnumerable<string> names)
    {
        string folder = Directory.CreateTempSubdirectory("forewarn-idl-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "types.idl"), idl);
            var program = new StringBuilder("#include <stdio.h>\n#include \"types.c\"\n");
            program.Append("static void show(const char *name, const dds_topic_descriptor_t *d, unsigned words) {\n");
            program.Append("  printf(\"%s %u %u %u %u\", name, d->m_nops, d->m_size, d->m_align, !!(d->m_flagset & DDS_TOPIC_FIXED_SIZE));\n");
            program.Append("  for (unsigned i = 0; i < words; i++) printf(\" %x\", d->m_ops[i]);\n  puts(\"\");\n}\nint main(void) {\n");
            foreach (string name in names) program.Append($"  show(\"{name}\", &{name}_desc, sizeof {name}_ops / 4);\n");
            File.WriteAllText(Path.Combine(folder, "show.c"), program.Append("  return 0;\n}\n").ToString());
            Run(folder, "/usr/bin/idlc", "-l", "c", "types.idl");
            Run(folder, "/usr/bin/gcc", "-w", "-o", "show", "show.c");
            return Run(folder, Path.Combine(folder, "show")).Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line.Split(' ')).ToDictionary(parts => parts[0], Parse);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static (uint[] Ops, int Instructions, int Size, int Align, bool FixedSize) Parse(string[] parts)
    {
        int Number(int index) => int.Parse(parts[index], CultureInfo.InvariantCulture);
        uint[] ops = [.. parts[5..].Select(word => uint.Parse(word, NumberStyles.HexNumber, CultureInfo.InvariantCulture))];
        return (ops, Number(1), Number(2), Number(3), Number(4) == 1);
    }

    private static string Run(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start) ?? throw new Win32Exception($"{program} did not start.");
        var errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program}: {errors.Result}{output}");
        return output;
    }
}
