#pragma once

#include "widgets/cabling/cablesheet.h"
#include "widgets/common/context.h"

#include <QDialog>

class QPagedPaintDevice;
class QPushButton;
class QTextBrowser;

namespace rackhouse
{

class MessageStrip;

/// Shows a sheet, copies it and puts it on paper.
class SheetDialog : public QDialog
{
    Q_OBJECT

public:
    /// `name` is the name of its file, without ending.
    SheetDialog(Context context, const QString& name, CableSheet sheet, QWidget* parent);

private:
    QPushButton* addButton(const QString& name, const QString& text);
    void copy();
    void savePdf();
    void print();
    bool paint(QPagedPaintDevice& paper) const;

    Context m_context;
    QString m_name;
    CableSheet m_sheet;
    QTextBrowser* m_text;
    MessageStrip* m_strip;
};

} // namespace rackhouse
