using Forewarn.Core;

namespace Forewarn.RosBridge.Tests.Parameters;

/// <summary>Types as rcl_yaml_param_parser finds them: YAML 1.1 bools, C integers, quotes make texts.</summary>
public sealed class RosYamlTests
{
    [Theory]
    [InlineData("true", "bool true")]
    [InlineData("Yes", "bool true")]
    [InlineData("on", "bool true")]
    [InlineData("y", "bool true")]
    [InlineData("OFF", "bool false")]
    [InlineData("n", "bool false")]
    [InlineData("tRUE", "string tRUE")]
    [InlineData("'true'", "string true")]
    [InlineData("\"on\"", "string on")]
    [InlineData("0", "integer 0")]
    [InlineData("-7", "integer -7")]
    [InlineData("+7", "integer 7")]
    [InlineData("0x1F", "integer 31")]
    [InlineData("-0x10", "integer -16")]
    [InlineData("017", "integer 15")]
    [InlineData("9223372036854775807", "integer 9223372036854775807")]
    [InlineData("-9223372036854775808", "integer -9223372036854775808")]
    [InlineData("9223372036854775808", "double 9.223372036854776E+18")]
    [InlineData("'7'", "string 7")]
    [InlineData("!!str 7", "string 7")]
    [InlineData("089", "double 89")]
    [InlineData("1.0", "double 1")]
    [InlineData("1.", "double 1")]
    [InlineData(".5", "double 0.5")]
    [InlineData("-1e-3", "double -0.001")]
    [InlineData("1e3", "double 1000")]
    [InlineData(".inf", "double Infinity")]
    [InlineData("-.INF", "double -Infinity")]
    [InlineData("inf", "double Infinity")]
    [InlineData(".nan", "double NaN")]
    [InlineData("1e400", "string 1e400")]
    [InlineData("1.5.2", "string 1.5.2")]
    [InlineData("1_000", "string 1_000")]
    [InlineData("--1", "string --1")]
    [InlineData("null", "string null")]
    [InlineData("~", "string ~")]
    [InlineData("''", "string ")]
    [InlineData("hello world", "string hello world")]
    [InlineData("[1, 2]", "integer_array [1, 2]")]
    [InlineData("[1.0, 2.5]", "double_array [1, 2.5]")]
    [InlineData("[true, off]", "bool_array [true, false]")]
    [InlineData("[a, '1']", "string_array [a, 1]")]
    [InlineData("[]", "not set []")]
    public void Values_get_their_type(string yaml, string told)
    {
        var value = RosYaml.Value(yaml, "test");
        Assert.Equal(told, $"{RosValue.NameOf(value.Kind)} {value}");
    }

    [Theory]
    [InlineData("")]
    [InlineData("[1, 2.0]")]
    [InlineData("[1, a]")]
    [InlineData("[true, 1]")]
    [InlineData("[[1]]")]
    [InlineData("[1, ]x")]
    [InlineData("{a: 1}")]
    [InlineData("[,,]")]
    public void What_is_no_parameter_is_refused(string yaml) =>
        Assert.Equal(ExitCode.Usage, Assert.Throws<ForewarnException>(() => RosYaml.Value(yaml, "test")).ExitCode);

    [Fact]
    public void Values_compare_by_type_and_content()
    {
        Assert.Equal((RosValue)1, (RosValue)1L);
        Assert.NotEqual((RosValue)1, (RosValue)1.0);
        Assert.Equal(RosValue.Of([1.0, double.NaN]), RosValue.Of([1.0, double.NaN]));
        Assert.NotEqual(RosValue.Of([1.0]), RosValue.Of([1.0, 2.0]));
        Assert.NotEqual(RosValue.Of(Array.Empty<long>()), RosValue.Of(Array.Empty<double>()));
        Assert.Throws<InvalidOperationException>(() => ((RosValue)"text").AsDouble);
    }
}
