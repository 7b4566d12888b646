#pragma once

#include "models/domain/record.h"
#include "widgets/common/context.h"

#include <QWidget>

class QGridLayout;
class QLabel;
class QScrollArea;

namespace rackhouse
{

/// What is known of the selected row, at the right of a table.
class Inspector : public QWidget
{
    Q_OBJECT

public:
    Inspector(Context context, QWidget* parent);

    /// A title and a text, in the order in which they are read.
    using Facts = std::vector<std::pair<QString, QString>>;

    /// Before its fields a single row has facts that are in none of them.
    void show(const RecordInfo& info, const std::vector<QJsonObject>& rows, const Facts& more = {});
    /// Without rows, for a selection that is still being read.
    void showCount(qsizetype rows);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void clear();
    /// The name of what stands on a line.
    void addName(int line, const QString& title);
    void addText(const QString& title, const QString& text);
    void addSite(const QString& siteKey);
    void addFact(const RecordInfo& info, const FieldInfo& field, const QJsonObject& row);

    Context m_context;
    QLabel* m_title;
    QLabel* m_caption;
    QWidget* m_body;
    QGridLayout* m_grid;
};

} // namespace rackhouse
