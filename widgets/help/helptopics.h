#pragma once

#include <QString>

#include <vector>

namespace rackhouse
{

class ActionRegistry;

/// One page of the help: a file of resources/help.
struct HelpTopic {
    QString name; ///< "filter": of the file and in links
    QString title;
};

/// All topics in the order in which they are listed.
const std::vector<HelpTopic>& helpTopics();

/// The text of a topic as Markdown; the keyboard topic ends with every registered command. Unknown
/// names give the first topic.
QString helpText(const QString& name, const ActionRegistry& actions);

/// Topics whose title or text contains the words.
std::vector<HelpTopic> findHelp(const QString& words, const ActionRegistry& actions);

/// The topic that helps on a page ("machines") or in a dialog ("wipe").
QString helpOf(const QString& screen);

} // namespace rackhouse
