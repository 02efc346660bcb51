// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include <memory>

namespace Ui {
class SettingsDialog;
}

namespace holdline::widgets {

class SettingsPage;

/// The settings: a list of pages and the chosen page beside it. In a narrow window a drop-down list
/// above the page takes the place of the list. Not modal; open it with show(). Owned by the window.
class SettingsDialog : public QDialog
{
    Q_OBJECT

public:
    explicit SettingsDialog(QWidget *parent);
    ~SettingsDialog() override;

    /// Takes ownership of `page`, which becomes the last in the list.
    void addPage(SettingsPage *page);
    void showPage(const SettingsPage *page);

    /// Closes the dialog if all pages are right. Otherwise shows the first page that is not.
    void accept() override;

protected:
    bool event(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void showPage(int index);
    void arrange();

    std::unique_ptr<Ui::SettingsDialog> m_ui;
    QList<SettingsPage *> m_pages; ///< in the order of the list
};

} // namespace holdline::widgets
