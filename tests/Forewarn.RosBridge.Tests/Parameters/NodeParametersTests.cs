using Forewarn.Core;

namespace Forewarn.RosBridge.Tests.Parameters;

public sealed class NodeParametersTests
{
    private readonly NodeParameters _parameters = Of();

    private static NodeParameters Of(params string[] overrides) => new(new("/ns", "node"),
        RosArgs.Parse(["--ros-args", .. overrides.SelectMany(text => (string[])["-p", text])]));

    private string? Set(string name, RosValue value) => _parameters.Set(new NamedValue(name, value));

    [Fact]
    public void Overrides_beat_defaults_and_the_last_one_counts()
    {
        var parameters = Of("a:=2", "/ns/node:a:=3", "/other:a:=4", "b:=[]", "x:=1");
        Assert.Equal(3, parameters.Declare(new("a", 1)).AsInteger);
        Assert.Equal(RosValue.Of(Array.Empty<double>()), parameters.Declare(new("b", RosValue.Of([1.0]))));
        Assert.Equal("text", parameters.Declare(new("c", "text")).AsString);
        Assert.Equal(["x"], parameters.Undeclared);
        Assert.Equal(["a", "b", "c"], parameters.Names);
        Assert.Throws<ForewarnException>(() => parameters["x"]);
        Assert.Throws<ForewarnException>(() => parameters.Declare(new("a", 1)));
    }

    [Theory]
    [InlineData("a:=1")]
    [InlineData("a:=11.0")]
    [InlineData("a:=[]")]
    public void An_override_that_does_not_fit_is_an_error_with_the_name(string text)
    {
        var spec = new ParameterSpec("a", 1.5) { DoubleRange = new(0, 10) };
        Assert.Contains("'a'", Assert.Throws<ForewarnException>(() => Of(text).Declare(spec)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_type_stays_unless_it_is_dynamic()
    {
        _parameters.Declare(new("fixed", 1.0));
        _parameters.Declare(new("free", 1.0) { DynamicTyping = true });
        Assert.Equal("Wrong parameter type, parameter {fixed} is of type {double}, setting it to {integer} is not allowed.", Set("fixed", 1));
        Assert.Equal("cannot undeclare a statically typed parameter", Set("fixed", RosValue.NotSet));
        Assert.Null(Set("free", "text"));
        Assert.Equal("text", _parameters["free"].AsString);
        Assert.Null(Set("free", RosValue.NotSet));
        Assert.DoesNotContain("free", _parameters.Names);
    }

    [Fact]
    public void A_parameter_without_default_is_not_set_until_it_is_set()
    {
        Assert.Equal(RosValueKind.NotSet, _parameters.Declare(ParameterSpec.WithoutDefault("a", RosValueKind.StringArray)).Kind);
        Assert.NotNull(Set("a", "text"));
        Assert.Null(Set("a", RosValue.EmptyList));
        Assert.Equal(RosValueKind.StringArray, _parameters["a"].Kind);
    }

    [Fact]
    public void Read_only_and_undeclared_parameters_cannot_be_set()
    {
        _parameters.Declare(new("a", 1) { ReadOnly = true });
        Assert.Equal("parameter 'a' cannot be set because it is read-only", Set("a", 2));
        Assert.Equal("parameter 'b' cannot be set because it was not declared", Set("b", 2));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(10, true)]
    [InlineData(3, true)]
    [InlineData(9, true)]
    [InlineData(4, false)]
    [InlineData(-1, false)]
    [InlineData(11, false)]
    public void Integer_ranges_have_bounds_and_steps(long value, bool good)
    {
        Assert.Equal(good, new LongRange(0, 10, 3).Holds(value));
        _parameters.Declare(new("a", 0) { LongRange = new(0, 10, 3) });
        Assert.Equal(good ? null : "Parameter {a} doesn't comply with integer range.", Set("a", value));
    }

    [Fact]
    public void Integer_ranges_hold_at_the_ends_of_the_type()
    {
        var range = new LongRange(long.MinValue, long.MaxValue, 2);
        Assert.True(range.Holds(long.MinValue + 2) && range.Holds(long.MaxValue) && range.Holds(0));
        Assert.False(range.Holds(1));
        Assert.True(new LongRange(0, 5, 0).Holds(3));
    }

    [Theory]
    [InlineData(0.0, true)]
    [InlineData(1.0, true)]
    [InlineData(0.1 + 0.2, true)]
    [InlineData(0.7, true)]
    [InlineData(0.75, false)]
    [InlineData(-1e-9, false)]
    [InlineData(1.0000001, false)]
    [InlineData(double.NaN, false)]
    [InlineData(double.PositiveInfinity, false)]
    public void Double_ranges_have_bounds_and_steps(double value, bool good)
    {
        _parameters.Declare(new("a", 0.0) { DoubleRange = new(0, 1, 0.1) });
        Assert.Equal(good ? null : "Parameter {a} doesn't comply with floating point range.", Set("a", value));
    }

    [Fact]
    public void A_set_of_several_is_all_or_none()
    {
        _parameters.Declare(new("a", 1));
        _parameters.Declare(new("b", 1) { LongRange = new(0, 5) });
        var changed = new List<string>();
        _parameters.Changed += (name, value) => changed.Add($"{name}={value}");
        Assert.NotNull(_parameters.Set(new NamedValue("a", 2), new NamedValue("b", 6)));
        Assert.Equal((1, 1), (_parameters["a"].AsInteger, _parameters["b"].AsInteger));
        Assert.Null(_parameters.Set(new NamedValue("a", 2), new NamedValue("b", 5)));
        Assert.Equal(["a=2", "b=5"], changed);
    }

    [Fact]
    public void The_reason_is_rclcpps_when_several_hold()
    {
        _parameters.Declare(new("a", 1));
        _parameters.Declare(new("b", 1) { ReadOnly = true });
        var wrongType = new NamedValue("a", "text");
        Assert.Contains("read-only", _parameters.Set(wrongType, new NamedValue("b", 2)), StringComparison.Ordinal);
        Assert.Contains("not declared", _parameters.Set(wrongType, new NamedValue("c", 2)), StringComparison.Ordinal);
        Assert.Contains("undeclare", _parameters.Set(wrongType, new NamedValue("a", RosValue.NotSet)), StringComparison.Ordinal);
        Assert.Equal("parameter list cannot be empty", _parameters.Set());
    }

    [Fact]
    public void Validators_see_the_whole_set_before_it_happens_and_give_reasons()
    {
        _parameters.Declare(new("low", 1));
        _parameters.Declare(new("high", 2));
        _parameters.AddValidator(values =>
        {
            long Of(string name) => values.Where(one => one.Name == name).Select(one => one.Value).LastOrDefault(_parameters[name]).AsInteger;
            return Of("low") < Of("high") ? null : "low must be below high";
        });
        Assert.Equal("low must be below high", Set("low", 5));
        Assert.Equal(1, _parameters["low"].AsInteger);
        Assert.Null(_parameters.Set(new NamedValue("low", 5), new NamedValue("high", 6)));
    }

    [Fact]
    public void Undeclaring_forgets()
    {
        _parameters.Declare(new("a", 1));
        _parameters.Undeclare("a");
        Assert.Empty(_parameters.Names);
        Assert.Throws<ForewarnException>(() => _parameters.Undeclare("a"));
        _parameters.Declare(new("a", "other type"));
    }
}
