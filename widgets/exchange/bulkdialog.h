#pragma once

#include "models/domain/record.h"
#include "widgets/exchange/plandialog.h"

#include <QHash>

class QComboBox;
class QLineEdit;
class QStackedWidget;

namespace rackhouse
{

/// Gives one field of many rows the same value, after showing what each has now.
class BulkDialog : public PlanDialog
{
    Q_OBJECT

public:
    BulkDialog(Context context, const RecordInfo& info, std::vector<QJsonObject> rows,
               QWidget* parent);

private:
    const FieldInfo* field() const;
    QString value() const;
    void fieldChosen();
    void fillChoices();
    void preview();

    const RecordInfo& m_info;
    std::vector<QJsonObject> m_rows;
    QComboBox* m_fields;
    QStackedWidget* m_editor;
    QLineEdit* m_line;
    QComboBox* m_choice;
    QHash<QString, QString> m_names; ///< of the rows that the field can refer to, by id
};

/// Whether many rows of this kind can be edited together.
bool isBulkEditable(const QString& kind);

} // namespace rackhouse
