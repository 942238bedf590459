using CsCheck;
using Forewarn.Cli.Configs;
using Forewarn.Core;

namespace Forewarn.Cli.Tests;

public sealed class ConfigLoaderTests : IDisposable
{
    private static readonly ConfigSchema Schema = new(
        [
            ConfigSection.Of<Knobs>("knobs"),
            ConfigSection.Of<Nested>("nested", nested =>
            {
                if (nested.Depth < 0) throw new ForewarnException("depth below the ground", ExitCode.Usage);
            }),
        ],
        elsewhere: ["train"]);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Later_files_and_settings_lie_over_earlier_ones_and_defaults_stay()
    {
        _folder.Write("a.yaml", "knobs:\n  modes: 3\n  name: first\n  inner:\n    depth: 7\n");
        _folder.Write("b.yaml", "knobs:\n  name: second\n  seeds: [9]\n");
        var knobs = Load(["a", "b"], "knobs.inner.scale=0.5", "knobs.color=dark_red").Get<Knobs>();
        Assert.Equal((3, "second", 7, 0.5f), (knobs.Modes, knobs.Name, knobs.Inner.Depth, knobs.Inner.Scale));
        Assert.Equal([9UL], knobs.Seeds);
        Assert.Equal((Color.DarkRed, 2.0), (knobs.Color, knobs.NmsRadiusCm));
    }

    [Fact]
    public void A_nested_record_keeps_what_its_owner_set_not_what_its_type_says()
    {
        _folder.Write("a.yaml", "knobs:\n  inner: { scale: 2 }\n");
        Assert.Equal(3, Load(["a"]).Get<Knobs>().Inner.Depth);
    }

    [Fact]
    public void A_resolved_configuration_reproduces_itself()
    {
        var knobs = Gen.Select(
            Gen.Int[1, 64], Gen.Double.Where(double.IsFinite), Gen.Bool, Gen.String.AlphaNumeric, Gen.Int, Gen.ULong.Array[0, 4],
            (modes, radius, asks, name, depth, seeds) => new Knobs
            {
                Modes = modes,
                NmsRadiusCm = radius,
                Asks = asks,
                Name = name,
                Limit = asks ? radius : null,
                Seeds = seeds,
                Mix = new Dictionary<Color, double> { [Color.DarkRed] = radius },
                Inner = new Nested { Depth = depth },
            });
        knobs.Sample(wanted =>
        {
            _folder.Write("again.yaml", ConfigYaml.Write([("knobs", wanted)]));
            var found = Load(["again"]).Get<Knobs>();
            Assert.Equal(wanted.Seeds, found.Seeds);
            Assert.Equal(wanted.Mix[Color.DarkRed], found.Mix[Color.DarkRed]);
            Assert.Equal(wanted, found with { Seeds = wanted.Seeds, Mix = wanted.Mix });
        }, iter: 50, threads: 1);
    }

    [Theory]
    [InlineData("knobs:\n  mods: 3\n", "Unknown key 'knobs.mods' (a.yaml:2)", "'modes'")]
    [InlineData("knops:\n  modes: 3\n", "Unknown section 'knops'", "'knobs'")]
    [InlineData("knobs:\n  twice: 3\n", "Unknown key 'knobs.twice'", "Known:")]
    [InlineData("knobs:\n  modes: 65\n", "knobs.modes (a.yaml:2): found 65", "1 to 64")]
    [InlineData("knobs:\n  modes: six\n", "found 'six'", "a whole number")]
    [InlineData("knobs:\n  modes: 1.5\n", "found '1.5'", "a whole number")]
    [InlineData("knobs:\n  asks: maybe\n", "found 'maybe'", "true or false")]
    [InlineData("knobs:\n  color: green\n", "found 'green'", "dark_red, blue")]
    [InlineData("knobs:\n  seeds: [-1]\n", "found '-1'", "from 0 up")]
    [InlineData("knobs:\n  seeds: 4\n", "found '4'", "a list")]
    [InlineData("knobs:\n  inner: 4\n", "found '4'", "a map")]
    [InlineData("knobs:\n  modes: [\n", "no YAML", "indentation")]
    [InlineData("knobs:\n  modes: 1\n  modes: 2\n", "no YAML", "uplicate")]
    [InlineData("- knobs\n", "something else", "a map of sections")]
    [InlineData("nested:\n  depth: -1\n", "nested: depth below the ground", "")]
    public void A_wrong_file_is_named_with_place_and_remedy(string yaml, string fault, string remedy)
    {
        _folder.Write("a.yaml", yaml);
        Refused(fault, remedy, () => Load(["a"]));
    }

    [Theory]
    [InlineData("knobs.modees=3", "Unknown key 'knobs.modees' (command line)", "'modes'")]
    [InlineData("train.steps=3", "section 'train'", "training verbs")]
    [InlineData("knob.modes=3", "Unknown section 'knob'", "'knobs'")]
    [InlineData("knobs..modes=3", "knobs..modes=3", "section.key=value")]
    public void A_wrong_setting_is_named_with_its_remedy(string setting, string fault, string remedy)
    {
        _folder.Write("a.yaml", "train:\n  anything: goes\n");
        Refused(fault, remedy, () => Load(["a"], setting));
    }

    [Fact]
    public void An_unknown_configuration_is_answered_with_the_nearest()
    {
        _folder.Write("cup.yaml", "");
        _folder.Write("wishes-cup.yaml", "");
        Refused("Unknown configuration 'cupp'", "'cup'", () => Load(["cupp"]));
    }

    private ResolvedConfig Load(string[] names, params string[] settings) => new ConfigLoader(_folder.Path, Schema).Load(names, settings);

    private static void Refused(string fault, string remedy, Action work)
    {
        var refusal = Assert.Throws<ForewarnException>(work);
        Assert.Equal(ExitCode.Usage, refusal.ExitCode);
        Assert.Contains(fault, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, refusal.Message, StringComparison.Ordinal);
    }
}
