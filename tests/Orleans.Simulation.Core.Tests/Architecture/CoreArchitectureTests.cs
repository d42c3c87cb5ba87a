using System.Reflection;
using System.Runtime.CompilerServices;
using System.Xml.Linq;
using NetArchTest.Rules;

namespace Orleans.Simulation.Core.Tests.Architecture;

/// <summary>Core is plain C#: no Orleans, no I/O, no clock, no async, and nothing from outside the framework.</summary>
public sealed class CoreArchitectureTests
{
    private static readonly Assembly Core = typeof(SimulationFaultException).Assembly;

    [Fact]
    public void Assembly_References_OnlyTheFramework() => Assert.All(
        Core.GetReferencedAssemblies(),
        reference => Assert.StartsWith("System.", reference.Name, StringComparison.Ordinal));

    [Theory]
    [InlineData("Orleans.Runtime")]
    [InlineData("Orleans.Serialization")]
    [InlineData("Orleans.Simulation.Grains")]
    [InlineData("Orleans.Simulation.Driver")]
    [InlineData("System.IO")]
    [InlineData("System.Net")]
    [InlineData("System.Random")]
    [InlineData("System.Threading.Tasks")]
    [InlineData("System.Diagnostics.Stopwatch")]
    [InlineData("System.DateTime")]
    public void Types_DependOn_NothingThatBreaksDeterminism(string dependency)
    {
        var result = Types.InAssembly(Core).ShouldNot().HaveDependencyOn(dependency).GetResult();
        Assert.True(result.IsSuccessful, $"{dependency} is used by {string.Join(", ", result.FailingTypeNames ?? [])}");
    }

    [Fact]
    public void DependencyRule_OnUsedNamespace_Fails() =>
        Assert.False(Types.InAssembly(Core).ShouldNot().HaveDependencyOn("System.Numerics").GetResult().IsSuccessful);

    [Fact]
    public void Methods_None_IsAsync() => Assert.DoesNotContain(
        Core.GetTypes().SelectMany(type => type.GetMethods(
            BindingFlags.DeclaredOnly
            | BindingFlags.Public
            | BindingFlags.NonPublic
            | BindingFlags.Instance
            | BindingFlags.Static)),
        method => method.IsDefined(typeof(AsyncStateMachineAttribute))
            || typeof(Task).IsAssignableFrom(method.ReturnType)
            || method.ReturnType == typeof(ValueTask));

    [Fact]
    public void Classes_NotAbstract_AreSealed() => Assert.Empty(
        Core.GetTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false, IsSealed: false })
            .Where(type => !type.IsDefined(typeof(CompilerGeneratedAttribute)))
            .Select(type => type.FullName));

    [Fact]
    public void Fields_Static_AreReadOnly() => Assert.Empty(
        Core.GetTypes()
            .Where(type => !type.IsDefined(typeof(CompilerGeneratedAttribute)))
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(field => !field.IsInitOnly && !field.IsLiteral && !field.IsDefined(typeof(CompilerGeneratedAttribute)))
            .Select(field => $"{field.DeclaringType}.{field.Name}"));

    [Fact]
    public void Project_References_NoPackageAndNoProject()
    {
        var project = XDocument.Load(Sources.File("src", "Orleans.Simulation.Core", "Orleans.Simulation.Core.csproj"));
        Assert.NotEmpty(project.Descendants("InternalsVisibleTo"));
        Assert.Empty(project.Descendants("PackageReference"));
        Assert.Empty(project.Descendants("ProjectReference"));
    }

    [Fact]
    public void Packages_ForAllProjects_AreAnalyzers()
    {
        var packages = XDocument.Load(Sources.File("Directory.Packages.props")).Descendants("GlobalPackageReference");
        Assert.Equal(
            ["Meziantou.Analyzer", "Microsoft.CodeAnalysis.BannedApiAnalyzers", "Roslynator.Analyzers"],
            packages.Select(package => package.Attribute("Include")!.Value).Order(StringComparer.Ordinal));
    }
}
