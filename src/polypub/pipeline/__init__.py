"""The only package that knows the order: one function per command, each a slice of one sentence.

::

    site = load_site(project)
    templates = extract_messages(site, project)
    catalogs = [merge_catalog(read_catalog(…), template, …) for each template and edition]
    plans = [plan_drafts(catalog, …) for catalog in catalogs]
    catalogs = [apply_drafts(catalog, …) for each of them as it is by then]
    write_catalogs(catalogs)
    press = judge_pages(site, catalogs)              # every page's state in every edition
    for plan in printer.plans(edition):              # a stream, never an edition in memory
        write_page(output, printer.print_page(edition, plan))
"""
