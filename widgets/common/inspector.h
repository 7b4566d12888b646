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

    void show(const RecordInfo& info, const std::vector<QJsonObject>& rows);
    /// Without rows, for a selection that is still being read.
    void showCount(qsizetype rows);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void clear();
    void addSite(const QString& siteKey);
    void addFact(const RecordInfo& info, const FieldInfo& field, const QJsonObject& row);

    Context m_context;
    QLabel* m_title;
    QLabel* m_caption;
    QWidget* m_body;
    QGridLayout* m_grid;
};

} // namespace rackhouse
