// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include <memory>

namespace Ui {
class InfoDialog;
}

namespace holdline::widgets {

/// A text with a title and a Close button. Not modal; open it with show().
class InfoDialog : public QDialog
{
    Q_OBJECT

public:
    /// `html` is rich text made by us. Links open in the browser.
    InfoDialog(const QString &title, const QString &html, QWidget *parent);
    ~InfoDialog() override;

private:
    std::unique_ptr<Ui::InfoDialog> m_ui;
};

} // namespace holdline::widgets
