#pragma once

#include "tests/lab/personality.h"
#include "tests/lab/tree.h"

namespace rackhouse::lab
{

/// Writes resources the way a personality writes them: trailing slashes, odd case, pages.
class TreeBuilder
{
public:
    explicit TreeBuilder(const Personality& personality) : m_personality(personality) {}

    /// One resource: @odata.id, @odata.type ("Drive.v1_14_0.Drive"), Id, Name and the fields.
    void add(const QString& path, const QString& type, const QString& name,
             QJsonObject fields = {});
    /// A collection of the members, in pages where the personality has them.
    void collection(const QString& path, const QString& type, const QStringList& members);
    /// {"@odata.id": path} as this vendor spells it.
    QJsonObject link(const QString& path) const;
    QJsonArray links(const QStringList& paths) const;

    Tree take() { return std::move(m_tree); }

private:
    QString spelled(const QString& path) const;

    const Personality& m_personality;
    Tree m_tree;
};

QJsonObject healthy();

/// The whole tree of a machine of this personality, made of this hardware.
Tree buildTree(const Personality& personality, const Hardware& hardware);

// The parts of a tree, one function a subtree.
void addServices(TreeBuilder& builder, const Personality& personality, const Hardware& hardware);
void addSystem(TreeBuilder& builder, const Personality& personality, const Hardware& hardware);
void addChassis(TreeBuilder& builder, const Personality& personality, const Hardware& hardware);
void addManager(TreeBuilder& builder, const Personality& personality, const Hardware& hardware);
/// HGX_Baseboard_0 with its GPUs, NVSwitches and sensors.
void addHgxBaseboard(TreeBuilder& builder, const Hardware& hardware);

} // namespace rackhouse::lab
