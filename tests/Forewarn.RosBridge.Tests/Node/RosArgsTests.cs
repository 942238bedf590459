using Forewarn.Core;

namespace Forewarn.RosBridge.Tests.Node;

public sealed class RosArgsTests
{
    private static RosArgs Parse(string line) => RosArgs.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    [Theory]
    [InlineData("node --json x", "node --json x")]
    [InlineData("node --ros-args -r a:=b", "node")]
    [InlineData("node --ros-args -r a:=b -- --json x", "node --json x")]
    [InlineData("node --ros-args -- x --ros-args -r a:=b -- y", "node x y")]
    [InlineData("node -- x", "node -- x")]
    [InlineData("-r a:=b", "-r a:=b")]
    [InlineData("--ros-args", "")]
    [InlineData("--ros-args --ros-args -- x", "x")]
    public void What_is_not_ROSs_stays(string line, string rest) => Assert.Equal(rest, string.Join(' ', Parse(line).Others));

    [Fact]
    public void Every_flag_is_read()
    {
        var args = Parse("--ros-args --remap a:=b -r __ns:=/n --param x:=1 -p node:y:=two --log-level WARN --log-level a.b:=debug "
            + "--enclave /e/f --disable-rosout-logs --disable-stdout-logs --disable-external-lib-logs");
        Assert.Equal([RemapKind.TopicOrService, RemapKind.Namespace], args.Remaps.Select(rule => rule.Kind));
        Assert.Equal([new("/**", "x", 1), new("/node", "y", "two")], args.Parameters);
        Assert.Equal((LogLevel.Warn, LogLevel.Debug), (args.LogLevel, args.LoggerLevels["a.b"]));
        Assert.Equal("/e/f", args.Enclave);
        Assert.False(args.RosoutLogs || args.StdoutLogs || args.ExternalLogs);
        args = Parse("--ros-args --disable-rosout-logs --enable-rosout-logs");
        Assert.True(args.RosoutLogs && args.StdoutLogs && args.ExternalLogs);
        Assert.Null(args.LogLevel);
    }

    [Theory]
    [InlineData("--ros-args --unknown", "'--unknown'")]
    [InlineData("--ros-args stray", "'stray'")]
    [InlineData("--ros-args -r", "-r")]
    [InlineData("--ros-args -p --", "-p")]
    [InlineData("--ros-args -p novalue", "novalue")]
    [InlineData("--ros-args -p :=1", ":=1")]
    [InlineData("--ros-args -p x:=[1,[2]]", "x")]
    [InlineData("--ros-args -p x:=", "x")]
    [InlineData("--ros-args --log-level loud", "loud")]
    [InlineData("--ros-args --enclave rel", "rel")]
    [InlineData("--ros-args --params-file /no/such/file.yaml", "/no/such/file.yaml")]
    public void Wrong_arguments_are_named(string line, string named)
    {
        var error = Assert.Throws<ForewarnException>(() => Parse(line));
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Usage, error.ExitCode);
    }

    [Fact]
    public void A_parameter_of_the_command_line_beats_a_file_wherever_it_stands()
    {
        string file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():n}.yaml");
        File.WriteAllText(file, "/**:\n  ros__parameters: {a: 1, b: 1}\n/node:\n  ros__parameters: {b: 2, c: 2}\n");
        try
        {
            var args = Parse($"--ros-args -p c:=3 --params-file {file}");
            var parameters = new NodeParameters(new("/", "node"), args);
            Assert.Equal(["1", "2", "3"], "abc".Select(c => parameters.Declare(new(c.ToString(), 0)).ToString()));
        }
        finally
        {
            File.Delete(file);
        }
    }
}
